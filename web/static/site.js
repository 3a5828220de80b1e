// The pages beside the map need no script but for the switches of theme and language, which they share with it.

import { rememberLanguage } from "./js/language.js";
import { themeSwitch } from "./js/theme.js";

rememberLanguage();
themeSwitch(document.getElementById("tools"), () => {});
