/* The sound or film of a briefing: a paragraph's time plays from there; once more, it stops. The
   paragraph that is heard is marked. */
"use strict";
{
  const player = document.querySelector(".media");
  const times = [...document.querySelectorAll("a.time")];
  const startOf = (time) => Number(time.dataset.start);
  let heard = null;
  player.addEventListener("timeupdate", () => {
    heard?.removeAttribute("aria-current");
    heard = times.findLast((each) => startOf(each) <= player.currentTime + .05);
    heard?.setAttribute("aria-current", "true");
  });
  player.addEventListener("play", () => player.classList.add("played"));
  document.addEventListener("click", (event) => {
    const time = event.target.closest("a.time");
    if (!time || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (time === heard && !player.paused) {
      player.pause();
    } else {
      player.currentTime = startOf(time);
      player.play().catch(() => { location.href = time.href; }); // the browser says why it cannot
    }
  });
}
