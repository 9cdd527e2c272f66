import { propertyName } from '../../../model/access.ts';
import type { ModelField, ModelObject } from '../../../model/types.ts';
import { changeList } from './changes.ts';
import { codeTabs } from './code.ts';
import type { Page, PageObject } from './data.ts';
import { h, icon, icons } from './dom.ts';
import type { Child } from './dom.ts';
import { badge, optionPill } from './pill.ts';
import { isNamed, mapLink, objectLink } from './routes.ts';
import { codeType, factsOf, ownFields, typeLabel } from './shape.ts';
import { snippetsOf } from './snippets.ts';

/** All about one object. */
export function objectView(page: Page, item: PageObject, field: string | undefined): HTMLElement {
  const { object } = item;
  const own = ownFields(object);
  const isTechnical = ({ isSystem, relation }: ModelField): boolean => isSystem && relation === undefined;
  const main = own.filter((each) => !isTechnical(each));
  const technical = own.filter(isTechnical);
  const incoming = object.fields.filter(({ relation }) => relation?.kind === 'ONE_TO_MANY');
  const snippets = snippetsOf(page, item);
  const changes = page.since?.changes.filter((change) => change.object === object.nameSingular) ?? [];
  const isOpen = technical.some(({ name }) => isNamed(name, field));
  return h(
    'article',
    { class: 'object' },
    header(item),
    changes.length > 0 &&
      section(
        'changes',
        'What changed',
        h('p', { class: 'about' }, `Since ${page.since?.name ?? ''}.`),
        changeList(page, changes),
      ),
    section(
      'fields',
      'Fields',
      main.length > 0 && fieldTable(page, item, main, field, fieldColumns),
      technical.length > 0 &&
        h(
          'details',
          { open: isOpen },
          h('summary', {}, `${technical.length} fields of the system`),
          fieldTable(page, item, technical, field, fieldColumns),
        ),
    ),
    incoming.length > 0 &&
      section('relations', 'Related records', fieldTable(page, item, incoming, field, relationColumns)),
    snippets.snippets.length > 0 && section('code', 'Code', codeTabs(snippets)),
  );
}

function header(item: PageObject): HTMLElement {
  const { object } = item;
  const title = object.labelPlural || object.namePlural;
  return h(
    'header',
    { class: 'title' },
    h(
      'p',
      { class: 'badges' },
      object.isCustom
        ? badge('custom', 'custom')
        : object.isSystem
          ? badge('system')
          : badge('standard', 'standard'),
      object.isReadOnly && badge('read-only'),
      !object.isActive && badge('inactive', 'warning'),
    ),
    h('h1', { tabindex: '-1' }, title),
    object.description !== undefined && h('p', { class: 'lead' }, object.description),
    h(
      'dl',
      { class: 'names' },
      ...name('API', `${object.nameSingular}, ${object.namePlural}`),
      ...name('Code', object.names.namespace),
      ...name('Type', object.names.type),
      ...(object.labelIdentifier === undefined ? [] : name('Title', object.labelIdentifier)),
    ),
    h(
      'p',
      { class: 'actions' },
      h('a', { class: 'button', href: mapLink(item, 1) }, icon(icons.map), 'Show on the map'),
    ),
  );
}

function name(term: string, text: string): readonly HTMLElement[] {
  return [h('div', {}, h('dt', {}, term), h('dd', {}, h('code', {}, text)))];
}

function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  return h('section', { 'aria-labelledby': `h-${id}` }, h('h2', { id: `h-${id}` }, title), ...children);
}

function table(columns: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column)))),
    h('tbody', {}, ...rows),
  );
}

function row(field: ModelField, wanted: string | undefined, ...cells: readonly HTMLElement[]): HTMLElement {
  const isWanted = isNamed(field.name, wanted);
  return h('tr', { class: isWanted ? 'wanted' : undefined, tabindex: isWanted ? '-1' : undefined }, ...cells);
}

const fieldColumns = ['Field', 'Type', 'About'] as const;
const relationColumns = ['Relation', 'Records', 'About'] as const;

function fieldTable(
  page: Page,
  item: PageObject,
  fields: readonly ModelField[],
  wanted: string | undefined,
  columns: readonly [name: string, type: string, about: string],
): HTMLElement {
  return table(
    columns,
    fields.map((field) =>
      row(field, wanted, fieldCell(item, field), typeCell(page, field), aboutCell(item.object, field)),
    ),
  );
}

function fieldCell(item: PageObject, field: ModelField): HTMLElement {
  return h(
    'th',
    { scope: 'row' },
    h('a', { class: 'anchor', href: objectLink(item, field.name) }, field.label || field.name),
    h('code', {}, propertyName(field)),
  );
}

function typeCell(page: Page, field: ModelField): HTMLElement {
  const { relation } = field;
  const isOwn = page.mapped.includes(field.type);
  return h(
    'td',
    { class: 'type' },
    h('span', { class: 'type-name' }, typeLabel(field)),
    relation === undefined ? h('code', {}, isOwn ? 'your own type' : codeType(field)) : target(page, field),
  );
}

/** The other object, and the field on its side. */
function target(page: Page, { relation }: ModelField): HTMLElement {
  const name = relation?.target ?? '';
  const other = page.byName.get(name);
  if (other === undefined) return h('span', { class: 'missing' }, `${name} (not in this model)`);
  const { labelSingular, nameSingular, fields } = other.object;
  const inverse = fields.find((field) => field.name === relation?.inverse);
  return h(
    'span',
    { class: 'target' },
    h('a', { href: objectLink(other) }, labelSingular || nameSingular),
    inverse &&
      h(
        'span',
        { class: 'inverse' },
        'inverse ',
        h('a', { href: objectLink(other, inverse.name) }, inverse.name),
      ),
  );
}

function aboutCell(object: ModelObject, field: ModelField): HTMLElement {
  const { description, picklist, relation, defaultValue } = field;
  const shown = defaultValue === undefined || relation ? undefined : defaultText(defaultValue);
  const facts = factsOf(object, field);
  return h(
    'td',
    { class: 'about' },
    description !== undefined && description !== '' && description !== field.label && h('p', {}, description),
    relation?.morph !== undefined && h('p', {}, 'One of the targets of ', h('code', {}, relation.morph), '.'),
    picklist &&
      picklist.options.length > 0 &&
      h('ul', { class: 'options' }, ...picklist.options.map(optionPill)),
    (facts.length > 0 || shown !== undefined || relation?.onDelete !== undefined) &&
      h(
        'p',
        { class: 'facts' },
        ...facts.map((fact) =>
          fact === 'nullable'
            ? h('span', { class: 'default' }, fact)
            : badge(fact, fact.startsWith('required') || fact === 'inactive' ? 'warning' : ''),
        ),
        shown !== undefined && h('span', { class: 'default' }, 'default ', h('code', {}, shown)),
        relation?.onDelete !== undefined &&
          h(
            'span',
            { class: 'default' },
            'when deleted ',
            h('code', {}, relation.onDelete.toLowerCase().replaceAll('_', ' ')),
          ),
      ),
  );
}

/** The server quotes texts in defaults once more. Of an object, what is not null. */
export function defaultText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.replace(/^'([^]*)'$/, '$1') || undefined;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return value.map((item) => defaultText(item)).join(', ') || undefined;
  const parts = Object.entries(value).filter(([, part]) => part !== null && part !== "''");
  return parts.length === 0
    ? undefined
    : parts.map(([key, part]) => `${key}: ${defaultText(part) ?? ''}`).join(', ');
}
