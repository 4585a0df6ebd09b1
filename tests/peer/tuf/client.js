// tuf-js as a client with the command line of wayside-trust's download:
//   node client.js NODE_MODULES METADATA_DIR METADATA_URL TARGET_DIR TARGET_URL NAME
// Exit code 0 when the target is there and right, 1 when it was refused. METADATA_DIR holds root.json.
"use strict";

const [, , modules, metadataDir, metadataBaseUrl, targetDir, targetBaseUrl, name] = process.argv;
const { Updater } = require(`${modules}/tuf-js`);

async function main() {
  const updater = new Updater({
    metadataDir, metadataBaseUrl, targetDir, targetBaseUrl,
    config: { fetchRetries: 0, fetchTimeout: 10000 },
  });
  await updater.refresh();
  const target = await updater.getTargetInfo(name);
  if (!target) throw new Error("nobody has signed it");
  await updater.downloadTarget(target);
}

main().then(() => process.exit(0), (error) => {
  console.log(error.message);
  process.exit(1);
});
