/** What tests do and see on the page, in the words of one who looks at it. */
import axeCore from 'axe-core';
import type { Locator, Page } from 'playwright-core';

/** Signs in as one of the demo's users and waits for the reports. */
export async function signIn(page: Page, user: 'demo' | 'limited' = 'demo'): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${user}`) }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await settled(page);
}

/** Waits until no panel is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main:not(:has([aria-busy="true"])) section').first().waitFor();
}

/** The panel of this title. */
export const panel = (page: Page, title: string): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** The cells of a table in the panel, row by row. */
export async function cells(place: Locator): Promise<readonly (readonly string[])[]> {
  const rows = await place.locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
}

/** The cells of the table in the panel, page by page until there is no next one. */
export async function allPages(page: Page, place: Locator): Promise<readonly (readonly (readonly string[])[])[]> {
  const next = place.getByRole('button', { name: 'Next' });
  const pages = [await cells(place)];
  while (await next.isEnabled()) {
    await next.click();
    await settled(page);
    pages.push(await cells(place));
  }
  return pages;
}

/** Fills in the open form for a filter, and sends it. */
export async function addFilter(page: Page, { field, value }: { readonly field: string; readonly value: string }): Promise<void> {
  const filters = page.getByRole('group', { name: 'Filters', exact: true });
  await filters.getByLabel('Field').selectOption(field);
  await filters.getByLabel('Condition').selectOption('eq');
  await filters.getByLabel('Value').fill(value);
  await page.keyboard.press('Enter');
}

/** The heads of the table in the panel, as they are read out. */
export async function heads(place: Locator): Promise<readonly string[]> {
  return place.locator('thead th').evaluateAll((all) =>
    all.map((head) => {
      const copy = head.cloneNode(true) as Element;
      for (const silent of copy.querySelectorAll('[aria-hidden]')) silent.remove();
      return copy.textContent?.trim() ?? '';
    }),
  );
}

/** What axe finds wrong with the page, of any weight. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, as the page's own policy lets no foreign script in.
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    // The line above has put it there.
    const { axe } = globalThis as unknown as { readonly axe: typeof axeCore };
    const { violations } = await axe.run();
    return violations.map(({ impact, id, nodes }) => `${impact ?? ''} ${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
  });
}
