/* Elements that only show: what layouts/components/plain.py lists, as React's own elements. */

(() => {
  const elementOf = node =>
    Array.isArray(node) ? window.React.createElement(node[0], node[1], ...node.slice(2).map(elementOf)) : node;

  const Plain = ({ tree }) => window.React.createElement(window.React.Fragment, null, ...tree.map(elementOf));
  /* Dash asks here which properties a callback may set. */
  Plain.propTypes = { tree: () => null };
  window.dashboard_parts = { Plain };
})();
