/* While planctl watches the plan, a small file beside the page says which page is the newest. */
(() => {
  'use strict';
  const { live, stamp } = document.documentElement.dataset;
  window.planctlPage = (newest) => { if (newest !== stamp) location.reload(); };
  setInterval(() => {
    const script = document.createElement('script');
    script.src = `${live}?${Date.now()}`;
    script.onload = script.onerror = () => script.remove();
    document.head.append(script);
  }, 1000);
})();
