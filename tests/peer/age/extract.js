// Writes the test vectors of the npm package cctv-age into a folder, a file each, so that a test can read
// them: node extract.js PACKAGE_FOLDER OUT_FOLDER. What is compressed is written as it was before that.
'use strict';
const fs = require('fs');
const path = require('path');
const url = require('url');
const zlib = require('zlib');

// A vector is lines of "key: value", an empty line, and the age file.
function plain(vector)
{
    const split = vector.indexOf('\n\n');
    const keys = vector.subarray(0, split).toString().split('\n');
    const file = vector.subarray(split + 2);
    const compression = keys.find((line) => line.startsWith('compressed: '));
    if (!compression)
        return vector;
    if (compression !== 'compressed: zlib')
        throw new Error(`unknown compression: ${compression}`);
    const kept = keys.filter((line) => line !== compression).join('\n');
    return Buffer.concat([ Buffer.from(kept + '\n\n'), zlib.inflateSync(file) ]);
}

async function main(from, to)
{
    const vectors = await import(url.pathToFileURL(path.resolve(from, 'index.js')));
    fs.mkdirSync(to, {recursive : true});
    for (const [name, bytes] of Object.entries(vectors)) {
        if (!/^[a-z0-9_]+$/.test(name))
            throw new Error('a vector has a name that is no file name');
        fs.writeFileSync(path.join(to, name), plain(Buffer.from(bytes)));
    }
    console.log(`${Object.keys(vectors).length} vectors written`);
}

if (process.argv.length !== 4) {
    console.error('usage: node extract.js PACKAGE_FOLDER OUT_FOLDER');
    process.exit(2);
}
main(process.argv[2], process.argv[3]).catch((fault) => {
    console.error(`extract.js: ${fault.message}`);
    process.exit(1);
});
