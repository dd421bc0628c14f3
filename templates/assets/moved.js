/* Leads on from an old address to the same place of the page, which a refresh would forget. */
"use strict";
{
  const { href } = document.querySelector("[data-moved]");
  location.replace(href + location.hash);
}
