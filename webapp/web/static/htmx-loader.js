// Loads htmx from the CDN, byte for byte as pinned, and our own copy when that fails or takes 2 s.
(function () {
  var from = document.currentScript.dataset, taken = false;
  function insert(source, integrity) {
    var tag = document.createElement("script");
    if (integrity) { tag.integrity = integrity; tag.crossOrigin = "anonymous"; tag.referrerPolicy = "no-referrer"; }
    tag.onload = function () { taken = true; };
    tag.onerror = fallBack;
    tag.src = source;
    document.head.appendChild(tag);
    return tag;
  }
  function fallBack() { if (!taken) { taken = true; foreign.remove(); insert(from.local); } }
  var foreign;
  // htmx 2 never starts when its script runs between DOMContentLoaded and complete.
  function start() { foreign = insert(from.cdn, from.integrity); setTimeout(fallBack, 2000); }
  if (document.readyState === "complete") start(); else window.addEventListener("load", start);
})();
