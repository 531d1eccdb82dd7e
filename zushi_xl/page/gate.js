/* In the oldest JavaScript: says what is missing where the page cannot work. */
(function () {
  var body = document.body, why = "";
  if (typeof WebAssembly === "undefined")
    why = "このPCのブラウザでは WebAssembly が使えないため、動きません（設定で止められているか、古い版です）。";
  if (typeof Promise === "undefined" || typeof Worker === "undefined" || typeof DecompressionStream === "undefined")
    why = "ブラウザが古いため、動きません。";
  window.able = !why;
  window.onload = function () { if (document.getElementById("work").hidden) body.setAttribute("data-state", "refused"); };
  document.getElementById("stopped-why").innerText = why || "スクリプトが動いていません。ブラウザが古いか、届くまでにファイルが変えられています。SHA-256 を配布元の値と比べてください。";
})();
