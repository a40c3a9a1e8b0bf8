// Stands in the page before anything else and says in words what would otherwise be a white page: an engine that is
// too old, a start that failed. Written for engines of 2009: no arrow functions, no const, no trailing commas.
(function () {
  var failure = null;
  var started = false;

  var needed = [
    ["WebAssembly", function () { return typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function"; }],
    ["Promise", function () { return typeof Promise === "function"; }],
    ["TextDecoder", function () { return typeof TextDecoder === "function" && typeof TextEncoder === "function"; }],
    ["fetch", function () { return typeof fetch === "function"; }],
    ["atob", function () { return typeof atob === "function"; }],
    ["Map", function () { return typeof Map === "function" && typeof WeakMap === "function" && typeof Symbol === "function"; }],
    ["Object.assign", function () { return typeof Object.assign === "function"; }],
    ["async", function () { return !!Function("return async function ({a, ...b}) { await a; }"); }],
    ["CSS variables", function () { return !!window.CSS && CSS.supports("color", "var(--a)"); }],
    ["CSS grid", function () { return !!window.CSS && CSS.supports("display", "grid"); }]
  ];

  var messages = {
    old: {
      zh: ["浏览器版本过低，打不开本页", "请改用 Chrome、Edge（75 及以上版本），或 360、奇安信等浏览器的“极速模式”（不要用“兼容模式”），再打开一次。您的数据没有改动。"],
      en: ["This browser is too old for this page", "Please use Chrome or Edge 75 or newer, or the speed mode (not the compatibility mode) of a dual-engine browser. Your data is untouched."]
    },
    disk: {
      zh: ["请改为打开 shizu.html", "这个文件夹要放在网站上才能用。在本机直接双击打开，请用同一文件夹里的 shizu.html。"],
      en: ["Please open shizu.html instead", "This folder works on a web server. To open it from disk, use shizu.html in the same folder."]
    },
    start: {
      zh: ["程序没有启动成功", "请刷新再试；如仍打不开，请把下面的技术信息发给维护人员。您的数据没有改动。"],
      en: ["The program did not start", "Please reload. If it still fails, send the technical details below to whoever maintains this page. Your data is untouched."]
    }
  };

  function line(parent, tag, text, language) {
    var element = document.createElement(tag);
    element.appendChild(document.createTextNode(text));
    if (language) { element.setAttribute("lang", language); }
    parent.appendChild(element);
  }

  function show() {
    var boot = document.getElementById("boot");
    var box = document.createElement("div");
    var message = messages[failure.kind];
    if (boot) { boot.parentNode.removeChild(boot); }
    box.id = "start-failure";
    box.setAttribute("role", "alert");
    box.style.cssText = "max-width:640px;margin:48px auto;padding:16px 24px;border:1px solid #d9dee6;border-left:6px solid #b3261e;" +
      "background:#fff;color:#1c2430;font:16px/1.6 'Microsoft YaHei','PingFang SC',sans-serif";
    line(box, "h1", message.zh[0], "zh-CN");
    line(box, "p", message.zh[1], "zh-CN");
    line(box, "h2", message.en[0], "en");
    line(box, "p", message.en[1], "en");
    box.getElementsByTagName("h1")[0].style.cssText = "font-size:20px";
    box.getElementsByTagName("h2")[0].style.cssText = "font-size:16px";
    line(box, "pre", failure.detail + "\n" + navigator.userAgent);
    box.lastChild.style.cssText = "white-space:pre-wrap;word-wrap:break-word;color:#5a6475;font-size:12px";
    document.body.insertBefore(box, document.body.firstChild);
  }

  // The first failure is the cause; what follows from it is not shown.
  function fail(kind, detail) {
    if (failure || started) { return; }
    failure = { kind: kind, detail: String(detail) };
    document.documentElement.setAttribute("data-start", "failed");
    (function wait() {
      if (document.body) { show(); } else { setTimeout(wait, 20); }
    })();
  }

  function succeed() {
    var boot = document.getElementById("boot");
    if (failure) { return; }
    started = true;
    if (boot) { boot.parentNode.removeChild(boot); }
    document.documentElement.setAttribute("data-start", "done");
    if (window.shizuOffice) { shizuOffice.started(); }
  }

  function bytes(base64) {
    var text = atob(base64.replace(/\s/g, ""));
    var array = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) { array[i] = text.charCodeAt(i); }
    return array;
  }

  // What comes later, modules of pages and texts: where each is (nowhere: within the page), its bytes; of modules, the exports.
  var places = {};
  // Pages that share a module, by the name of that.
  var groups = {};
  var fetched = {};
  var loaded = {};
  var instantiated = {};
  var program;

  function content(name) {
    var inside = document.getElementById("shizu-page-" + name);
    if (inside) { return Promise.resolve(bytes(inside.textContent)); }
    if (!fetched[name]) {
      fetched[name] = fetch(places[name]).then(function (response) {
        if (!response.ok) { throw new Error(response.status + " " + response.url); }
        return response.arrayBuffer();
      });
      // What failed can be asked for again.
      fetched[name].then(null, function () { delete fetched[name]; });
    }
    return fetched[name];
  }

  // What has to be there before a module: what all share, then the groups that have its pages and more.
  function before(name) {
    var pages = groups[name] || [name];
    if (name === "shared") { return []; }
    return ["shared"].concat(Object.keys(groups).filter(function (group) {
      return group !== name && pages.every(function (page) { return groups[group].indexOf(page) >= 0; });
    }));
  }

  function load(name) {
    if (!loaded[name]) {
      loaded[name] = Promise.all([content(name), program].concat(before(name).map(load))).then(function (needed) {
        var imports = { main: needed[1] };
        before(name).forEach(function (other, at) { imports[other] = needed[at + 2]; });
        return WebAssembly.instantiate(needed[0], imports);
      }).then(function (made) {
        instantiated[name] = true;
        delete fetched[name];
        return made.instance.exports;
      });
      loaded[name].then(null, function (error) {
        delete loaded[name];
        if (window.console) { console.warn(error); }
      });
    }
    return loaded[name];
  }

  // One after the other, behind whatever the page does, so that no request depends on what the user opens.
  function fetchAll(names) {
    function next() { fetchAll(names.slice(1)); }
    if (!names.length) { return document.documentElement.setAttribute("data-pages", "here"); }
    setTimeout(function () {
      if (instantiated[names[0]]) { next(); } else { content(names[0]).then(next, next); }
    }, 50);
  }

  window.shizuStart = {
    bytes: bytes,
    // Whether a page can be opened at once; one that is no module of its own always can.
    has: function (name) { return !(name in places) || !!instantiated[name]; },
    // Makes it so, and tells `done` whether that succeeded.
    load: function (name, done) {
      load(name).then(function () { done(true); }, function () { done(false); });
    },
    // Hands a text that comes later to `done`; null if it did not arrive.
    text: function (name, done) {
      content(name).then(function (bytes) { done(new TextDecoder().decode(bytes)); }, function () { done(null); });
    },
    // Starts the module at an address, with the rulebook and the examples at another, and pages at others; or without addresses what the page
    // carries within itself. `shared` says which pages share a module that no other needs.
    run: function (address, data, pages, shared) {
      var inside = document.getElementById("shizu-wasm");
      var texts = document.getElementById("shizu-data");
      var module;
      if (failure) { return; }
      if (address && location.protocol === "file:") { return fail("disk", location.href); }
      function text(response) {
        if (!response.ok) { throw new Error(response.status + " " + response.url); }
        return response.text();
      }
      function begin(all) {
        window.shizuStart.data = all;
        program = wasm_bindgen({ module_or_path: module });
        return program;
      }
      function failed(error) { fail("start", error && error.stack || error); }
      places = pages || {};
      groups = shared || {};
      try {
        var asked = location.hash.split("/").filter(function (name) { return address && name in places; });
        asked.forEach(function (name) { before(name).concat(name).forEach(content); });
        module = address ? fetch(address) : bytes(inside.textContent);
        (address ? fetch(data).then(text) : Promise.resolve(texts.textContent)).then(begin).then(function () {
          if (inside) { inside.parentNode.removeChild(inside); }
          if (texts) { texts.parentNode.removeChild(texts); }
          succeed();
          fetchAll(address ? Object.keys(places) : []);
        }).then(null, failed);
      } catch (error) {
        failed(error);
      }
    }
  };

  window.onerror = function (message, source, lineNumber) { fail("start", message + " (" + source + ":" + lineNumber + ")"); };
  // Trunk has a start script of its own, which tells its success this way.
  if (window.addEventListener) { window.addEventListener("TrunkApplicationStarted", succeed); }

  var missing = [];
  for (var i = 0; i < needed.length; i++) {
    var there = false;
    try { there = needed[i][1](); } catch (error) { there = false; }
    if (!there) { missing.push(needed[i][0]); }
  }
  if (missing.length) { fail("old", "missing: " + missing.join(", ")); }
})();
