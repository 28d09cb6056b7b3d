// many-readers.cjs COUNT LINK READY STOP: COUNT threads read LINK by open and read until STOP exists; READY
// is made when each has read once. Whole is what stood there at the start.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { isMainThread, Worker, workerData } = require('node:worker_threads');

const slots = { reads: 0, empty: 1, torn: 2, failed: 3, stop: 4 };

if (isMainThread) {
  const [count = '0', link = '', ready = '', stop = ''] = process.argv.slice(2);
  const whole = readFileSync(link, 'latin1');
  const readers = Array.from({ length: Number(count) }, () => {
    const cells = new Int32Array(new SharedArrayBuffer(5 * 4));
    return { cells, worker: new Worker(__filename, { workerData: { link, whole, cells } }) };
  });
  const timer = setInterval(() => {
    if (!existsSync(ready) && readers.every(({ cells }) => cells[slots.reads] > 0)) {
      writeFileSync(ready, '');
    }
    if (!existsSync(stop)) return;
    clearInterval(timer);
    for (const { cells } of readers) Atomics.store(cells, slots.stop, 1);
  }, 10);
  Promise.all(readers.map(({ worker }) => new Promise((done) => worker.on('exit', done)))).then(
    () => {
      const tell = ({ cells }) => [...cells].slice(0, 4);
      process.stdout.write(JSON.stringify(readers.map(tell)));
    },
  );
} else {
  const { link, whole, cells } = workerData;
  while (Atomics.load(cells, slots.stop) === 0) {
    // Fifty that never rest would keep the program from its work.
    if (cells[slots.reads] % 10 === 9) Atomics.wait(cells, slots.stop, 0, 20);
    cells[slots.reads] += 1;
    try {
      const text = readFileSync(link, 'latin1');
      if (text !== whole) cells[text === '' ? slots.empty : slots.torn] += 1;
    } catch {
      cells[slots.failed] += 1;
    }
  }
}
