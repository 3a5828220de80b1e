// Runs before the first paint, so that a remembered theme does not flash. The switch itself is theme.js.
try {
  const theme = localStorage.getItem("torkham-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // storage may be forbidden: the system's theme stays
}
