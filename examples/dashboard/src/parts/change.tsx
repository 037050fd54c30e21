/** How a figure moved against the period compared with: an arrow, a colour and words, so that no one of them is needed. */
import { formatRatio } from '../labels.js';

export function Change({ ratio }: { readonly ratio: number | null | undefined }) {
  if (ratio === null || ratio === undefined)
    return (
      <span className="change none" title="No figure to compare with">
        –
      </span>
    );
  const way = ratio > 0 ? 'up' : ratio < 0 ? 'down' : 'same';
  return (
    <span className={`change ${way}`}>
      <span aria-hidden="true">{{ up: '▲', down: '▼', same: '' }[way]} </span>
      <span className="hidden">{{ up: 'up ', down: 'down ', same: 'unchanged ' }[way]}</span>
      {formatRatio(ratio)}
    </span>
  );
}
