/** How often the caller asked for everything anew: a panel that sees another number asks again, past what is kept. */
import { createContext } from 'react';

export const Refreshes = createContext(0);
