assets are not compared
