/** A kernel that reads blank lines alone and leaves every other one, so that the slow way reads them all. */
import { kernel, PROGRAM, type Kernel } from '../../src/rows/kernel/kernel.js';

const { layout } = kernel;
const LINE_BREAK = 0x0a;

export const slowKernel: Kernel = {
  ...kernel,
  readRows(from, to) {
    for (let at = from; at < to;) {
      const end = kernel.bytes().indexOf(LINE_BREAK, at);
      kernel.setWord(PROGRAM + layout.HEAD_POSITION, at);
      if (!/^[ \t\r]*$/.test(kernel.bytes().toString('latin1', at, end))) return 'YOURS';
      kernel.setWord(PROGRAM + layout.HEAD_LINE, kernel.wordAt(PROGRAM + layout.HEAD_LINE) + 1);
      at = end + 1;
    }
    kernel.setWord(PROGRAM + layout.HEAD_POSITION, to);
    return 'DONE';
  },
};
