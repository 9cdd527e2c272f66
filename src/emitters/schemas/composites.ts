import { holdsFiles, usedFieldTypes } from '../../emit/composites.ts';
import { composites } from '../../model/composites.ts';
import type { Composite, CompositeField } from '../../model/composites.ts';
import type { Model } from '../../model/types.ts';
import { formatOf, shapeOfType, type Member, type Shape } from './shape.ts';

/** A composite in use, or what one is made of, by the name of the client's interface. */
export interface NamedShape {
  readonly name: string;
  readonly description: string;
  readonly shape: Shape;
}

const members = (fields: readonly CompositeField[], isWritten: boolean): readonly Member[] =>
  fields.map((field) => {
    const type = isWritten ? `${field.write} | null` : field.read;
    return {
      name: field.name,
      shape: shapeOfType(type, formatOf(field.filter, isWritten)),
      isOptional: isWritten,
    };
  });

const shapes = ({ name, description, fields }: Composite): readonly NamedShape[] => [
  {
    name,
    description,
    shape: { kind: 'object', members: members(fields, false), isStrict: false },
  },
  {
    name: `${name}Input`,
    description: `${name} as it is written.`,
    shape: { kind: 'object', members: members(fields, true), isStrict: true },
  },
];

const textObject = (names: readonly string[], isStrict = false): Shape => ({
  kind: 'object',
  members: names.map((name) => ({ name, shape: { kind: 'string' }, isOptional: false })),
  isStrict,
});

/** What composites are made of, which stands before them. */
const parts = (model: Model): Readonly<Record<string, NamedShape>> => ({
  PHONES: {
    name: 'PhoneItem',
    description: 'One more phone number.',
    shape: textObject(['number', 'countryCode', 'callingCode']),
  },
  LINKS: { name: 'LinkItem', description: 'One more link.', shape: textObject(['url', 'label']) },
  ACTOR: {
    name: 'ActorSource',
    description: 'What a change came through.',
    shape: { kind: 'picklist', name: 'ActorSource', values: model.actorSources },
  },
});

const files: readonly NamedShape[] = [
  {
    name: 'FileItem',
    description: 'A file of a record.',
    shape: {
      kind: 'object',
      isStrict: false,
      members: [
        { name: 'fileId', shape: { kind: 'string' }, isOptional: false },
        { name: 'label', shape: { kind: 'string' }, isOptional: false },
        { name: 'extension', shape: { kind: 'nullable', of: { kind: 'string' } }, isOptional: false },
        { name: 'url', shape: { kind: 'nullable', of: { kind: 'string' } }, isOptional: false },
      ],
    },
  },
  {
    name: 'FileItemInput',
    description: 'A file that was uploaded before.',
    shape: textObject(['fileId', 'label'], true),
  },
];

/** The composites of a workspace, each behind what it is made of. */
export function compositeShapes(model: Model): readonly NamedShape[] {
  const used = usedFieldTypes(model);
  const extras = parts(model);
  return [
    ...Object.entries(composites)
      .filter(([type]) => used.has(type))
      .flatMap(([type, composite]) => {
        const part = extras[type];
        return part ? [part, ...shapes(composite)] : shapes(composite);
      }),
    ...(holdsFiles(used) ? files : []),
  ];
}
