/* In the oldest JavaScript: says what is missing where the page cannot work. */
(function () {
  var why = "";
  if (typeof Worker === "undefined" || typeof Promise === "undefined" || typeof DecompressionStream === "undefined") {
    why = "ブラウザが古いため動きません。";
  } else if (typeof WebAssembly === "undefined") {
    why = "このPCのブラウザは WebAssembly が使えない設定です。";
  }
  window.able = !why;
  var place = document.getElementById("stopped-why");
  if (why) { place.textContent = why; }
})();
