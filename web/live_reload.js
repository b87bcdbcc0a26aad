// In the page of ./build-wasm.sh watch: shows what was changed as soon as it is built. Networks are kept, as at any reload.
new EventSource('live-reload').onmessage = ({ data }) => {
  if (data !== 'style') return location.reload();
  for (const link of document.querySelectorAll('link[rel="stylesheet"]'))
    link.href = `${link.href.split('?')[0]}?${Date.now()}`;
};
