// SPDX-License-Identifier: Apache-2.0
// Sets light or dark before the first paint. A file of its own, since the
// content security policy allows no script inside the page.
(() => {
  let wanted = "auto";
  try {
    wanted = localStorage.getItem("wend-scheme") || "auto";
  } catch {
    // Storage may be closed to us: then the system decides.
  }
  const dark =
    wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
