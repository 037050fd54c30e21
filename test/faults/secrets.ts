/** What must be shown to nobody: the credential in every form that some layer might give it, and whatever names upstream. */
import { CANARY } from './fault-table.js';
import { CREDENTIAL } from './run-fault.js';

export function secretsOf(port: number): readonly string[] {
  const secret = CREDENTIAL.slice('Basic '.length);
  const plain = Buffer.from(secret, 'base64').toString();
  const forms = [
    secret,
    plain,
    ...plain.split(':'),
    encodeURIComponent(plain),
    Buffer.from(plain).toString('hex'),
    Buffer.from(secret).toString('base64'),
  ];
  return [...forms, CANARY, 'canary.invalid', `:${port}`, '/reports/v2', 'foreign'];
}
