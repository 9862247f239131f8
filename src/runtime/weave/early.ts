// The one script that runs before the first paint; the page's policy names it by hash.

/**
 * Says that scripts run, and which theme and tab were chosen. The tab in the address wins over the remembered one; on a page
 * that has neither, its first tab is shown.
 */
export const early =
  '(()=>{const d=document.documentElement,s=k=>{try{return localStorage.getItem(k)}catch{return null}};d.classList.add("js");' +
  'const m=s("octavo-theme");if(m==="light"||m==="dark")d.dataset.theme=m;' +
  'const t=(d.dataset.tabs||"").split(" "),q=new URLSearchParams(location.search).get("tab"),i=t.indexOf(q),j=t.indexOf(s("octavo-tab"));' +
  "d.dataset.tab=i>=0?i:Math.max(0,j)})()";
