/* The address is the view. Controls write into it; this takes it apart for the server's callbacks. */

(() => {
  /* The address that the page shows or is being brought to. */
  let drawn = null;
  const NOTHING = () => window.dash_clientside.no_update;
  const set = (id, props) => window.dash_clientside.set_props(id, props);
  const same = (a, b) => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");

  const withoutTrace = search => {
    const query = new URLSearchParams(search);
    query.delete("trace");
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

  /* What a control shows for an address; undefined where that is the page's to choose. */
  const shown = (name, query, value, defaults) => {
    if (name === "span") return spanOf(query.get("period") || defaults.period);
    if (name !== "units") return query.get(name) ?? defaults[name];
    if (!query.has("units")) return undefined;
    return Array.isArray(value) ? query.get("units").split(",") : query.get("units");
  };

  /* Only a change of these changes which periods and peer groups there are to choose from. */
  const scopeOf = (query, defaults) =>
    `${query.get("area") ?? defaults.area} ${shown("span", query, null, defaults)}`;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    address: {
      /* url -> page, selection, trace, scope; each set only when it has changed. They are no outputs
         of this callback, because Dash would wake everything that waits for an output. */
      split(pathname, search, page, trace, defaults, values, ids) {
        const query = new URLSearchParams(search);
        const view = { pathname, search: withoutTrace(search), scope: scopeOf(query, defaults) };
        if (drawn === null) {
          const first = new URL(page, window.location.origin);
          const scope = scopeOf(first.searchParams, defaults);
          drawn = { pathname: first.pathname, search: withoutTrace(first.search), scope };
        }
        const before = drawn;
        drawn = view;
        const moved = view.pathname !== before.pathname;
        const changed = view.search !== before.search;
        if (moved || changed) set("notice", { children: null });
        if (moved) set("page-address", { data: pathname + search });
        else if (changed) set("selection", { data: view.search });
        if (view.scope !== before.scope) set("scope", { data: view.search });
        const asked = query.get("trace") || "";
        if (asked !== trace) set("trace", { data: asked });
        ids.forEach((id, index) => {
          const value = shown(id.name, query, values[index], defaults);
          if (value !== undefined && !same(value, values[index])) set(id, { value });
        });
      },

      /* controls -> url.search */
      write(values, ids, search, defaults) {
        const triggered = window.dash_clientside.callback_context.triggered_id;
        if (!triggered) return NOTHING();
        const index = ids.findIndex(id => id.name === triggered.name);
        const value = values[index];
        const query = new URLSearchParams(search);
        if (same(value, shown(triggered.name, query, value, defaults))) return NOTHING();
        query.delete("trace");
        if (triggered.name === "span") {
          query.set("period", convert(query.get("period") || defaults.period, value, defaults.period));
        } else {
          const text = Array.isArray(value) ? value.join(",") : value ?? "";
          if (text === "" || text === defaults[triggered.name]) query.delete(triggered.name);
          else query.set(triggered.name, text);
          if (triggered.name === "area") ["peers", "units"].forEach(name => query.delete(name));
        }
        const written = query.toString();
        return written ? `?${written}` : "";
      },

      /* The navigation carries the selection along; only what a page alone understands is dropped. */
      carry(search, ids) {
        const query = new URLSearchParams(search);
        ["trace", "search"].forEach(name => query.delete(name));
        const written = query.toString();
        return ids.map(id => id.path + (written ? `?${written}` : ""));
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
