// The pages beside the map need no script but for the switch between light and dark, which they share with it.

import { themeSwitch } from "./js/theme.js";

themeSwitch(document.getElementById("tools"), () => {});
