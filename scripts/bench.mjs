/** `npm run bench`: builds what is stale, installs the bench's own packages once, and runs it. Arguments are passed on. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, isStale } from './build.mjs';

const bench = path.resolve(import.meta.dirname, '../bench');
const run = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: bench, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

if (isStale() && !build({ declarations: false })) process.exit(1);
if (!existsSync(path.join(bench, 'node_modules'))) run('npm', ['ci', '--ignore-scripts']);
run(process.execPath, ['run.mjs', ...process.argv.slice(2)]);
