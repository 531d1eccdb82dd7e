/* In the oldest JavaScript: says what is missing where the page cannot work. */
(function () {
  var why = "";
  if (typeof WebAssembly === "undefined")
    why = "このPCのブラウザでは WebAssembly が使えないため、動きません（設定で止められているか、古い版です）。";
  if (typeof Promise === "undefined" || typeof Worker === "undefined" || typeof DecompressionStream === "undefined")
    why = "ブラウザが古いため、動きません。";
  window.able = !why;
  if (why) document.body.setAttribute("data-state", "refused");
  document.getElementById("stopped-why").innerText = why || "ブラウザが古いため、動きません。";
})();
