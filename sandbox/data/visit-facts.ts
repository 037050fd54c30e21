/** What visits are made of: pages, campaigns, places, devices. */
import type { FactTable } from '../sql.js';

/** `share` of 100 page views. */
export const pages: FactTable = {
  columns: ['igrp', 'pageId', 'path', 'title', 'share'],
  rows: [
    [1, 101, '/', 'Northgate Motors | New & used cars', 30],
    [1, 102, '/used-cars', 'Used cars in Leeds', 22],
    [1, 103, '/used-cars/search?make=skoda&fuel=electric', 'Used Škoda electric cars', 14],
    [1, 104, '/new-cars/offers', 'This month’s offers', 14],
    [1, 105, '/servicing', 'Servicing, MOT & repairs', 10],
    [1, 106, '/contact', 'Contact us', 10],
    [2, 201, '/', 'Bramble & Finch: kitchens made slowly', 34],
    [2, 202, '/kitchens/shaker', 'Shaker kitchens', 24],
    [2, 203, '/worktops', 'Worktops — oak, slate, quartz', 16],
    [2, 204, '/blog/caf%C3%A9-corners', 'Café corners for small kitchens', 10],
    [2, 205, '/showrooms', 'Our showrooms', 16],
    [1234, 301, '/', 'Gwesty Môr | Gwyliau ger y môr', 30],
    [1234, 302, '/en/llandudno', 'Llandudno hotel', 24],
    [1234, 303, '/cy/dinbych-y-pysgod', 'Gwesty Dinbych-y-pysgod', 16],
    [1234, 304, '/en/offers?nights=3&dogs=yes', 'Offers: three nights, dogs welcome', 18],
    [1234, 305, '/en/book', 'Book your stay', 12],
  ],
};

/** Four for each channel that has any; a visit takes one of them by `slot`. */
export const campaigns: FactTable = {
  columns: ['igrp', 'ch', 'slot', 'campaign', 'adGroup', 'term', 'matchType'],
  rows: [
    [1, 21, 0, 'Brand - Leeds', 'Northgate exact', 'northgate motors leeds', 'e'],
    [1, 21, 1, 'Used cars | North', 'Used hatchbacks', 'used cars near me', 'p'],
    [1, 21, 2, 'EV 0% finance', 'Škoda EVs', 'škoda enyaq lease', 'b'],
    [1, 21, 3, 'Servicing_2026', 'MOT', 'mot test leeds', 'e'],
    [1, 22, 0, 'Brand - Leeds', 'Northgate exact', 'northgate', 'e'],
    [1, 22, 1, 'Used cars | North', 'Used SUVs', 'used suv glasgow', 'b'],
    [1, 22, 2, 'EV 0% finance', 'EV leasing', 'electric car lease', 'b'],
    [1, 22, 3, 'Servicing_2026', 'Tyres', 'tyres + fitting', 'p'],
    [1, 41, 0, 'Spring "Drive" event', '', '', ''],
    [1, 41, 1, 'Plate change', '', '', ''],
    [1, 41, 2, 'Winter check', '', '', ''],
    [1, 41, 3, 'Plate change', '', '', ''],
    [2, 21, 0, 'Brand', 'Brand exact', 'bramble & finch', 'e'],
    [2, 21, 1, 'Shaker kitchens', 'Shaker', 'shaker kitchens cheltenham', 'p'],
    [2, 21, 2, 'Worktops', 'Oak', 'oak worktop samples', 'b'],
    [2, 21, 3, 'Worktops', 'Quartz', 'quartz worktops price', 'b'],
    [2, 41, 0, 'Été sale', '', '', ''],
    [2, 41, 1, 'Showroom news', '', '', ''],
    [2, 41, 2, 'Showroom news', '', '', ''],
    [2, 41, 3, '50% off & "more" #1', '', '', ''],
    [1234, 21, 0, 'Brand', 'Gwesty Môr', 'gwesty môr', 'e'],
    [1234, 21, 1, 'Tenby cottages', 'Harbour', 'tenby holiday cottage', 'p'],
    [1234, 21, 2, 'Llandudno', 'Sea view', 'llandudno hotel sea view', 'b'],
    [1234, 21, 3, 'Llandudno', 'Dogs', 'dog friendly hotel wales', 'b'],
    [1234, 41, 0, 'Gwanwyn', '', '', ''],
    [1234, 41, 1, 'Haf 🏖', '', '', ''],
    [1234, 41, 2, 'Last minute', '', '', ''],
    [1234, 41, 3, 'Last minute', '', '', ''],
    ...[1, 2, 1234].flatMap((igrp) => [
      [igrp, 625, 0, '', '', '(not provided)', ''],
      [igrp, 625, 1, '', '', '(not provided)', ''],
      [igrp, 625, 2, '', '', 'opening times', ''],
      [igrp, 625, 3, '', '', 'reviews', ''],
    ]),
  ],
};

/** Where visitors are, the region by its code, as the real API sends it; `share` of 100 in all. */
export const cities: FactTable = {
  columns: ['city', 'region', 'country', 'continent', 'postcode', 'area', 'lat', 'long', 'share'],
  rows: [
    ['London', 'ENG', 'GB', 'EU', 'EC1A', 'LND', 51.5085, -0.1257, 16],
    ['Leeds', 'ENG', 'GB', 'EU', 'LS1', 'LDS', 53.7965, -1.5478, 12],
    ['Manchester', 'ENG', 'GB', 'EU', 'M2', 'MAN', 53.4809, -2.2374, 9],
    ['Birmingham', 'ENG', 'GB', 'EU', 'B3', 'BIR', 52.4814, -1.8998, 8],
    ['Glasgow', 'SCT', 'GB', 'EU', 'G2', 'GLG', 55.8651, -4.2576, 8],
    ['Edinburgh', 'SCT', 'GB', 'EU', 'EH1', 'EDH', 55.9521, -3.1965, 6],
    ['Cardiff', 'WLS', 'GB', 'EU', 'CF10', 'CRF', 51.48, -3.18, 7],
    ['Llandudno', 'WLS', 'GB', 'EU', 'LL30', 'CWY', 53.3246, -3.8276, 5],
    ['Swansea', 'WLS', 'GB', 'EU', 'SA1', 'SWA', 51.6208, -3.9432, 4],
    ['Cheltenham', 'ENG', 'GB', 'EU', 'GL50', 'GLS', 51.9001, -2.0877, 5],
    ['Bristol', 'ENG', 'GB', 'EU', 'BS1', 'BST', 51.4552, -2.5966, 5],
    ['Belfast', 'NIR', 'GB', 'EU', 'BT1', 'BFS', 54.5968, -5.9254, 3],
    ['Dublin', 'L', 'IE', 'EU', 'D02', 'D', 53.3331, -6.2489, 4],
    ['Málaga', 'AN', 'ES', 'EU', '29001', 'MA', 36.7202, -4.4203, 2],
    ['Zürich', 'ZH', 'CH', 'EU', '8001', 'ZH', 47.3667, 8.55, 2],
    ['Łódź', '10', 'PL', 'EU', '90-001', 'LD', 51.75, 19.4667, 1],
    ["Hawke's Bay", 'HKB', 'NZ', 'OC', '4110', 'HKB', -39.6, 176.7, 1],
    ['東京', '13', 'JP', 'AS', '100-0001', '13', 35.6895, 139.6917, 1],
    ['', '', '', '', '', '', null, null, 1],
  ],
};

/** Browsers; `share` of 100 visitors. */
export const devices: FactTable = {
  columns: ['ua', 'res', 'share'],
  rows: [
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      '390x844',
      34,
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
      '412x915',
      24,
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36', '1920x1080', 22],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      '1440x900',
      12,
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', '2560x1440', 8],
  ],
};

/** Networks that addresses belong to; `share` of 100 visitors. */
export const networks: FactTable = {
  columns: ['whois', 'hostSuffix', 'share'],
  rows: [
    ['BT Public Internet Service', 'range.btcentralplus.example', 34],
    ['Virgin Media Limited', 'cable.virginm.example', 26],
    ['Sky UK Limited', 'skybroadband.example', 20],
    ['University of Leeds', 'leeds-uni.example', 8],
    ['O’Neill & Söhne GmbH', 'oneill.example', 12],
  ],
};
