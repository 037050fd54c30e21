/** What calls are made of: queues, operators, bands, ratings, spoken keywords, notes. */
import type { FactTable } from '../sql.js';

/** `share` of 100 calls. The names hold what the grammar of custom metrics has to escape. */
export const queues: FactTable = {
  columns: ['igrp', 'queueName', 'share'],
  rows: [
    [1, 'Sales-Main', 45],
    [1, 'My_Queue', 15],
    [1, 'Service, Support', 25],
    [1, 'My\\Queue', 5],
    [1, 'Parts', 10],
    [2, 'Sales-Main', 60],
    [2, 'Showroom', 25],
    [2, 'Aftercare', 15],
    [1234, 'Sales-Main', 40],
    [1234, 'Reservations', 40],
    [1234, 'Ymholiadau', 20],
  ],
};

/** `share` of 100 answered calls. */
export const operators: FactTable = {
  columns: ['igrp', 'operatorRef', 'operatorName', 'share'],
  rows: [
    [1, 'a.patel', 'Anika Patel', 26],
    [1, 'd.mcleod', 'Dougal McLeod', 24],
    [1, 's.obrien', "Siobhán O'Brien", 20],
    [1, 'j.smith', 'John Smith', 16],
    [1, '2041', 'Reception', 14],
    [2, 'r.finch', 'Rosalind Finch', 50],
    [2, 'k.nowak', 'Krzysztof Nowak', 30],
    [2, '3001', 'Workshop', 20],
    [1234, 'e.llwyd', 'Efa Llwŷd', 45],
    [1234, 'g.rees', 'Gwilym Rees', 35],
    [1234, '4001', 'Night desk', 20],
  ],
};

/** What a caller may press after a call; `captureTxv` asks for a sales value too. */
export const ratingItems: FactTable = {
  columns: ['igrp', 'callRatingItemId', 'callRatingId', 'itemDigit', 'itemText', 'captureTxv', 'currency'],
  rows: [
    [1, 1, 1, 1, 'Existing Contact', 0, ''],
    [1, 2, 1, 2, 'New Lead', 1, 'GBP'],
    [1, 3, 1, 3, 'Wrong number', 0, ''],
    [1, 4, 2, 1, 'Existing Contact', 0, ''],
    [2, 11, 5, 1, 'New Lead', 1, 'GBP'],
    [2, 12, 5, 2, 'Aftercare', 0, ''],
    [1234, 21, 9, 1, 'Archeb newydd', 1, 'EUR'],
    [1234, 22, 9, 2, 'Question', 0, ''],
  ],
};

/** `mood`: 1 positive, 0 neutral, -1 negative. Keyword 17 has lost its definition. */
export const keywords: FactTable = {
  columns: ['keywordId', 'keywordGroupId', 'keyword', 'keywordGroupName', 'keywordScore', 'mood'],
  rows: [
    [2, 7, 'test drive', 'Buying signals', 50, 1],
    [3, 7, 'part exchange', 'Buying signals', 30, 1],
    [4, 7, 'book', 'Buying signals', 25, 1],
    [5, 8, 'complaint', 'Trouble', -60, -1],
    [6, 8, 'cancel', 'Trouble', -40, -1],
    [7, 9, 'opening hours', 'Questions', 0, 0],
    [8, 9, 'price', 'Questions', 5, 0],
    [9, 10, 'thank you', 'Manners', 10, 1],
    [10, 10, 'diolch yn fawr', 'Manners', 10, 1],
    [17, 11, 'Unknown (Not Found)', 'Unknown (Not Found)', 0, 0],
  ],
};

/** Free notes, with all that text may hold. */
export const notes: FactTable = {
  columns: ['note'],
  rows: [
    ['Asked for "Siobhán", call back after 5 p.m.'],
    ['Line 1: wants a quote\nLine 2: prefers e-mail\r\nLine 3: budget < £20,000 & flexible'],
    ['Tab\there, backslash \\ there, slash / too'],
    ['Left a voicemail 📞; number read back as +44 20 7946 0018'],
    ["Customer's name is Łukasz; speaks Polish\u2028and English"],
  ],
};
