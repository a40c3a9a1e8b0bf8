// Asks the second WebAssembly module: heavy file formats (XLSX, DOCX, age), in a worker, so that the page stays alive and a job can be
// given up. Where no worker can be started the same module runs on the page. Knows nothing of what is asked: bytes in, bytes out.
(function () {
  // How long an idle module is kept, in milliseconds: memory that it once took it never gives back.
  var IDLE = 20000;

  var addresses = null;
  var parts = null;
  var jobs = [];
  var current = null;
  var worker = null;
  var onPage = null;
  var noWorker = false;
  var rest = null;

  // Script and module as [text, bytes]: fetched, or what the page carries within itself.
  function load() {
    if (!parts) {
      parts = addresses ? Promise.all([fetched(addresses[0], "text"), fetched(addresses[1], "arrayBuffer")]) : carried();
      parts.then(null, function () { parts = null; });
    }
    return parts;
  }

  function fetched(address, form) {
    return fetch(address).then(function (response) {
      if (!response.ok) { throw new Error(response.status + " " + response.url); }
      return response[form]();
    });
  }

  function carried() {
    var script = document.getElementById("shizu-office-glue");
    var module = document.getElementById("shizu-office-wasm");
    if (!script || !module) { return Promise.reject(new Error("the page carries no second module")); }
    var found = [script.textContent, shizuStart.bytes(module.textContent).buffer];
    [script, module].forEach(function (element) { element.parentNode.removeChild(element); });
    return Promise.resolve(found);
  }

  // Runs in the worker, behind the script of the module.
  function serve() {
    var ready;
    onmessage = function (event) {
      var told = event.data;
      if (told.module) {
        ready = wasm_bindgen({ module_or_path: told.module });
        ready.then(function () { postMessage({ ready: true }); }, function (error) { postMessage({ unable: String(error) }); });
        return;
      }
      var answer;
      try { answer = wasm_bindgen.work(new Uint8Array(told.request)); } catch (error) { postMessage({ broke: String(error) }); return; }
      postMessage({ answer: answer.buffer }, [answer.buffer]);
    };
  }

  // Hands the job to a worker; `unable` is called when none can be started.
  function inWorker(found, job, unable) {
    function ask() { worker.postMessage({ request: job.request.buffer }, [job.request.buffer]); }
    if (worker) { ask(); } else {
      var address = URL.createObjectURL(new Blob([found[0], "\n(" + serve + ")();"], { type: "text/javascript" }));
      try { worker = new Worker(address); } catch (error) { unable(); return; }
      worker.postMessage({ module: found[1] });
      worker.address = address;
    }
    var mine = worker;
    var started = !!mine.started;
    mine.onmessage = function (event) {
      var told = event.data;
      if (mine !== worker) { return; }
      if (told.ready) { started = mine.started = true; URL.revokeObjectURL(mine.address); ask(); }
      else if (told.unable) { stop(); unable(); }
      else if (told.answer) { finish(job, new Uint8Array(told.answer), ""); }
      else { stop(); finish(job, null, "broke"); }
    };
    mine.onerror = function (event) {
      if (mine !== worker) { return; }
      if (event.preventDefault) { event.preventDefault(); }
      stop();
      if (started) { finish(job, null, "broke"); } else { unable(); }
    };
  }

  function stop() {
    if (worker) { worker.terminate(); }
    worker = null;
    onPage = null;
  }

  function here(found, job) {
    onPage = onPage || Promise.resolve().then(function () {
      var bound = Function(found[0] + "\nreturn wasm_bindgen;")();
      return bound({ module_or_path: found[1] }).then(function () { return bound; });
    });
    onPage.then(function (bound) {
      if (job !== current) { return; }
      var answer = null;
      try { answer = bound.work(job.request); } catch (error) { onPage = null; }
      finish(job, answer, answer ? "" : "broke");
    }, function () {
      onPage = null;
      finish(job, null, "not_loaded");
    });
  }

  function next() {
    clearTimeout(rest);
    if (current) { return; }
    if (!jobs.length) { rest = setTimeout(stop, IDLE); return; }
    var job = current = jobs.shift();
    load().then(function (found) {
      if (job !== current) { return; }
      if (noWorker || typeof Worker !== "function") { here(found, job); return; }
      inWorker(found, job, function () { noWorker = true; if (job === current) { here(found, job); } });
    }).then(null, function () { finish(job, null, "not_loaded"); });
  }

  function finish(job, answer, trouble) {
    if (job !== current) { return; }
    current = null;
    next();
    job.done(answer, trouble);
  }

  window.shizuOffice = {
    // Where the module is, for a page that does not carry it.
    from: function (script, module) { addresses = [script, module]; },
    // The page has started: what is still to be fetched is fetched now, so that it will not be asked for later, when the server may be away.
    started: function () {
      function here() { document.documentElement.setAttribute("data-office", "here"); }
      if (addresses) { setTimeout(function () { load().then(here, function () {}); }, 1000); }
    },
    // Asks; `done(answer, "")`, or `done(null, "broke" | "not_loaded" | "cancelled")`, is called once and later. The asker numbers its jobs.
    ask: function (id, request, done) {
      jobs.push({ id: id, request: request, done: done });
      setTimeout(next, 0);
    },
    // Gives up a job; the number of one that is over does nothing.
    cancel: function (id) {
      var job = current && current.id === id ? current : null;
      if (job) {
        stop();
        current = null;
      } else {
        job = jobs.filter(function (waiting) { return waiting.id === id; })[0];
        jobs = jobs.filter(function (waiting) { return waiting.id !== id; });
      }
      if (job) { job.done(null, "cancelled"); }
      next();
    }
  };
})();
