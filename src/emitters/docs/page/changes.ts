import { audienceText, meanings } from '../../../diff/report.ts';
import type { ChangeClass } from '../../../diff/types.ts';
import type { Page, PageChange } from './data.ts';
import { h } from './dom.ts';
import { badge } from './pill.ts';
import { objectLink } from './routes.ts';

const classes: readonly ChangeClass[] = ['breaking', 'risky', 'safe'];

/** What changed since the model that this one is compared with. */
export function changesView(page: Page): HTMLElement {
  const { name = '', changes = [] } = page.since ?? {};
  return h(
    'article',
    { class: 'changes' },
    h(
      'header',
      { class: 'title' },
      h('h1', { tabindex: '-1' }, 'What changed'),
      h('p', { class: 'lead' }, changes.length === 0 ? `Nothing changed since ${name}.` : `Since ${name}.`),
    ),
    ...classes.map((wanted) => {
      const some = changes.filter((change) => change.class === wanted);
      return (
        some.length > 0 &&
        h(
          'section',
          { class: wanted, 'aria-label': wanted },
          h(
            'h2',
            {},
            h('span', { class: `class ${wanted}` }, wanted),
            h('span', { class: 'count' }, String(some.length)),
            h('span', { class: 'meaning' }, meanings[wanted]),
          ),
          changeList(page, some, false),
        )
      );
    }),
  );
}

export function changeList(page: Page, changes: readonly PageChange[], withClass = true): HTMLElement {
  return h(
    'ul',
    { class: 'change-list' },
    ...changes.map((change) => {
      const item = page.byName.get(change.object ?? '');
      const field = item?.object.fields.find(({ name }) => name === change.field);
      return h(
        'li',
        { class: change.class },
        h('p', {}, change.message),
        h(
          'p',
          { class: 'facts' },
          withClass && badge(change.class, change.class),
          h('code', {}, `${change.code}${audienceText(change)}`),
          item &&
            h('a', { href: objectLink(item, field?.name) }, field ? 'Show the field' : 'Show the object'),
        ),
      );
    }),
  );
}
