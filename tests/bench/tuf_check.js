// The baseline of bench_content: tuf-js asks the same hub whether there is anything new.
//   node tuf_check.js METADATA-URL FOLDER ROOT.json TIMES      NODE_EXTRA_CA_CERTS: the hub's CA
// Prints "<median of wall ms> <CPU ms for each>" of a refresh with everything in FOLDER already.
const fs = require('fs');
const path = require('path');
const { Updater } = require(path.resolve('build/peer/node_modules/tuf-js'));

async function main() {
  const [url, folder, root, times] = process.argv.slice(2);
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(root, path.join(folder, 'root.json'));
  const refresh = () => new Updater({ metadataBaseUrl: url, metadataDir: folder }).refresh();
  await refresh();
  const took = [];
  const before = process.cpuUsage();
  for (let i = 0; i < Number(times); i++) {
    const began = process.hrtime.bigint();
    await refresh();
    took.push(Number(process.hrtime.bigint() - began) / 1e6);
  }
  const used = process.cpuUsage(before);
  took.sort((a, b) => a - b);
  console.log(took[took.length >> 1].toFixed(3), ((used.user + used.system) / 1000 / took.length).toFixed(3));
}
main().catch((error) => {
  console.error(`tuf_check.js: ${error.message}`);
  process.exit(1);
});
