/* The address is the view. Controls write into it; this takes it apart for the server's callbacks. */

(() => {
  /* The address that the page shows or is being brought to. */
  let drawn = null;
  /* What was written and has not come round yet: a second choice builds on it. */
  let written = null;
  /* The controls that the reader has used and that have not been heard yet. What any other says was
     told to it, by us or by a view that was drawn late: no choice of the reader's. */
  const used = new Set();
  /* The event by which a control learns of its use, and the only one that counts. */
  const telling = { checkbox: "click", "select-one": "change" };
  const use = event => {
    const [, name] = /"name":"(\w+)"/.exec(event.target.id) || [];
    if (name && event.type === (telling[event.target.type] || "input")) used.add(name);
  };
  ["click", "input", "change"].forEach(kind => document.addEventListener(kind, use, true));
  const NOTHING = () => window.dash_clientside.no_update;
  const set = (id, props) => window.dash_clientside.set_props(id, props);
  const same = (a, b) => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");

  /* One spelling for one view: without the trace, without what is at its default. */
  const viewOf = (search, defaults) => {
    const query = new URLSearchParams(search);
    query.delete("trace");
    Object.entries(defaults).forEach(([name, value]) => query.get(name) === value && query.delete(name));
    query.sort();
    return query.toString();
  };

  const spanOf = code => {
    if (/c$/.test(code)) return "ytd";
    if (/Q/.test(code)) return "quarter";
    if (/H/.test(code)) return "half";
    return /-/.test(code) ? "month" : "year";
  };

  /* The last month of a period's code, as a number such as 202506; nothing for what is no code. */
  const lastMonth = code => {
    const [, year, rest] = code.match(/^(\d{4})(-\d\dc?|Q[1-4]|H[12]|)$/) || [];
    if (!year) return null;
    const within = { "-": () => Number(rest.slice(1, 3)), Q: () => rest[1] * 3, H: () => rest[1] * 6 }[rest[0]];
    return Number(year) * 100 + (within ? within() : 12);
  };

  /* The period of another grain that holds the last month of this one which has figures. */
  const convert = (code, span, latest) => {
    const last = Math.min(lastMonth(code) ?? Infinity, lastMonth(latest));
    const year = Math.floor(last / 100);
    const month = last % 100;
    const two = String(month).padStart(2, "0");
    return {
      month: `${year}-${two}`,
      ytd: `${year}-${two}c`,
      quarter: `${year}Q${Math.ceil(month / 3)}`,
      half: `${year}H${Math.ceil(month / 6)}`,
      year: `${year}`,
    }[span];
  };

  /* The weights of a score share one part of the address: weights=training:25,lectures:10. */
  const WEIGHT = "weight_";
  const weightsIn = query => new Map((query.get("weights") || "").split(",").filter(Boolean).map(one => one.split(":")));
  /* As declared: what the field says where nothing is typed. */
  const declaredWeight = name => document.getElementById(JSON.stringify({ name, type: "control" }))?.placeholder;
  const shownWeight = (name, query) => {
    const weight = weightsIn(query).get(name.slice(WEIGHT.length)) ?? declaredWeight(name);
    return weight === undefined ? undefined : Number(weight);
  };
  const putWeight = (query, name, text) => {
    const weights = weightsIn(query);
    if (text === "" || Number(text) === Number(declaredWeight(name))) weights.delete(name.slice(WEIGHT.length));
    else weights.set(name.slice(WEIGHT.length), text);
    if (weights.size) query.set("weights", [...weights].map(one => one.join(":")).join(","));
    else query.delete("weights");
  };

  /* What a control shows for an address; undefined where that is the page's to choose. */
  const shown = (name, query, value, defaults) => {
    if (name.startsWith(WEIGHT)) return shownWeight(name, query);
    if (name === "span") return spanOf(query.get("period") || defaults.period);
    if (name !== "units") return query.get(name) ?? defaults[name];
    if (!query.has("units")) return undefined;
    return Array.isArray(value) ? query.get("units").split(",") : query.get("units");
  };

  /* Whether a control has a value to choose: a form or chart that a metric lacks is the page's to replace. */
  const offers = (name, value) => {
    const select = document.getElementById(`{"name":"${name}","type":"control"}`);
    return !select?.options || [...select.options].some(option => option.value === value && !option.disabled);
  };

  /* Only a change of these changes which periods and peer groups there are to choose from. */
  const scopeOf = (query, defaults) =>
    `${query.get("area") ?? defaults.area} ${shown("span", query, null, defaults)}`;

  const spell = query => (String(query) ? `?${query}` : "");

  /* Write what a control says into an address; what is at its default is left out. */
  const put = (query, name, value, defaults) => {
    if (name === "span") {
      query.set("period", convert(query.get("period") || defaults.period, value, defaults.period));
      return;
    }
    const text = Array.isArray(value) ? value.join(",") : value ?? "";
    if (name.startsWith(WEIGHT)) {
      putWeight(query, name, text);
      return;
    }
    if (text === "" || text === defaults[name]) query.delete(name);
    else query.set(name, text);
    if (name === "area") ["peers", "units"].forEach(other => query.delete(other));
    if (name === "score") query.delete("weights");
  };

  const locate = (pathname, search, defaults) => ({
    pathname,
    search: viewOf(search, defaults),
    scope: scopeOf(new URLSearchParams(search), defaults),
  });

  /* Have the page brought to an address: each store is set only when it has changed. They are no
     outputs of a callback, because Dash would wake everything that waits for an output. */
  const bring = (pathname, search, defaults) => {
    const before = drawn;
    drawn = locate(pathname, search, defaults);
    const moved = drawn.pathname !== before.pathname;
    const changed = drawn.search !== before.search;
    if ((moved || changed) && document.getElementById("notice")?.hasChildNodes()) set("notice", { children: null });
    if (moved) set("page-address", { data: pathname + search });
    else if (changed) set("selection", { data: search });
    if (drawn.scope !== before.scope) set("scope", { data: search });
  };

  /* What one page alone understands. */
  const OWN = ["trace", "search", "record", "severity", "sheet", "score", "weights", "sort", "chart"];

  /* The navigation carries the selection along; only that is dropped. */
  const carry = search => {
    const query = new URLSearchParams(search);
    OWN.forEach(name => query.delete(name));
    document.querySelectorAll("#react-entry-point .site-nav a").forEach(link => (link.search = String(query)));
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    address: {
      /* url -> page, selection, scope, trace and what the controls show */
      split(pathname, search, page, trace, defaults, values, ids) {
        if (written !== null && search !== written) return;
        written = null;
        const first = new URL(page, window.location.origin);
        drawn ??= locate(first.pathname, first.search, defaults);
        bring(pathname, search, defaults);
        carry(search);
        const query = new URLSearchParams(search);
        const asked = query.get("trace") || "";
        if (asked !== trace) set("trace", { data: asked });
        ids.forEach((id, index) => {
          const value = shown(id.name, query, values[index], defaults);
          if (value !== undefined && !same(value, values[index])) set(id, { value });
        });
      },

      /* controls -> url.search; the page is asked for at once rather than when the address comes round */
      write(values, ids, pathname, search, defaults) {
        const query = new URLSearchParams(written ?? search);
        const showing = index => shown(ids[index].name, query, values[index], defaults);
        const changed = window.dash_clientside.callback_context.triggered
          .map(one => ids.findIndex(id => one.prop_id.includes(`"name":"${id.name}"`)))
          .filter(index => index >= 0 && !same(values[index], showing(index)));
        const chosen = changed.filter(index => used.delete(ids[index].name));
        changed
          .filter(index => !chosen.includes(index) && showing(index) !== undefined)
          .filter(index => offers(ids[index].name, showing(index)))
          .forEach(index => set(ids[index], { value: showing(index) }));
        if (!chosen.length) return NOTHING();
        query.delete("trace");
        chosen.forEach(index => put(query, ids[index].name, values[index], defaults));
        const address = spell(query);
        if (address === (written ?? search)) return NOTHING();
        drawn ??= locate(pathname, search, defaults);
        bring(pathname, address, defaults);
        written = address;
        return address;
      },

      /* Where the reader is: in the navigation and in the browser's tab. */
      mark(pathname, ids, titles) {
        const here = ids.map(id => id.path === pathname);
        const brand = document.title.split(" · ").pop();
        document.title = [titles[here.indexOf(true)], brand].filter(Boolean).join(" · ");
        return [here.map(is => (is ? "active" : "")), here.map(is => (is ? "当前页面" : ""))];
      },
    },
  });
})();
