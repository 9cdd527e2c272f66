import { ts } from 'ts-morph';
import type { Declared, Part, TypePart } from './declarations.ts';

/**
 * What a place in the code wants of the value that stands there: for a type of the generated code, whose keys it may hold.
 * A generic function infers its argument's type from the argument, so that the type at the place says nothing: there it is
 * the object's own types that tell.
 */
export type Expected =
  | { readonly kind: 'type'; readonly type: ts.Type }
  /** The argument of a generated function; `types` is the object's, `PersonTypes`. */
  | { readonly kind: 'args' | 'aggregateArgs' | 'groupArgs'; readonly types: ts.Type; readonly type: ts.Type }
  | { readonly kind: 'aggregate' | 'group' | 'groupOrder'; readonly types: ts.Type };

/** What is asked of the checker and of the generated declarations. */
export interface Types {
  readonly checker: ts.TypeChecker;
  /** The part that a type of the generated code stands for. */
  partOf(type: ts.Type): TypePart | undefined;
  declaredBy(symbol: ts.Symbol): readonly Declared[];
}

const argsKinds: Readonly<Record<string, 'aggregateArgs' | 'groupArgs'>> = {
  AggregateArgs: 'aggregateArgs',
  GroupByArgs: 'groupArgs',
};

/** What a type expects, each of its alternatives apart. */
export function expectedOfType(types: Types, type: ts.Type): readonly Expected[] {
  return alternatives(types, type).flatMap((alternative): readonly Expected[] => {
    const name = alternative.aliasSymbol?.name ?? alternative.getSymbol()?.name ?? '';
    const objects = objectTypes(types, alternative);
    if (objects === null) return [{ kind: 'type', type: alternative }];
    if (name === 'Checked') return property(types, objects, 'select');
    if (name === 'ToManySelect') return [{ kind: 'type', type: alternative }];
    return [{ kind: argsKinds[name] ?? 'args', types: objects, type: alternative }];
  });
}

/** `PersonTypes` of `FindManyArgs<PersonTypes, S>`, in whatever stands beside it. */
function objectTypes(types: Types, type: ts.Type): ts.Type | null {
  const named = type.aliasTypeArguments?.[0] ?? typeArguments(types, type)[0];
  return named !== undefined && types.partOf(named)?.part === 'types' ? named : null;
}

export function typeArguments({ checker }: Pick<Types, 'checker'>, type: ts.Type): readonly ts.Type[] {
  return isReference(type) ? checker.getTypeArguments(type) : [];
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0
  );
}

/** The members of unions and intersections; what arrays hold stands for them, since both are written with the same keys. */
export function alternatives(types: Pick<Types, 'checker'>, type: ts.Type): readonly ts.Type[] {
  const { checker } = types;
  const plain = checker.getNonNullableType(type);
  // What an intersection is called says what it is for; its members may not.
  const isNamed = plain.isIntersection() && plain.aliasSymbol !== undefined;
  if (plain.isUnionOrIntersection() && !isNamed) {
    const others = plain.types.filter((member) => !member.isStringLiteral());
    // Strings stay together: it is all of them that tell which picklist they are of.
    const strings = others.length < plain.types.length ? [plain] : [];
    return [...strings, ...others.flatMap((member) => alternatives(types, member))];
  }
  if (checker.isArrayLikeType(plain)) {
    const [item] = typeArguments(types, plain);
    return item === undefined ? [] : alternatives(types, item);
  }
  if (plain.isTypeParameter()) {
    const constraint = checker.getBaseConstraintOfType(plain);
    return constraint === undefined || constraint === plain ? [] : alternatives(types, constraint);
  }
  return [plain];
}

function property(types: Types, of: ts.Type, name: string): readonly Expected[] {
  const symbol = types.checker.getPropertyOfType(of, name);
  return symbol === undefined ? [] : expectedOfType(types, types.checker.getTypeOfSymbol(symbol));
}

/** What is expected below a key. */
export function expectedAt(types: Types, expected: Expected, key: string): readonly Expected[] {
  switch (expected.kind) {
    case 'type':
      return property(types, expected.type, key);
    case 'aggregate':
      return [];
    case 'group':
    case 'groupOrder':
      if (key === 'aggregate' && expected.kind === 'groupOrder')
        return [{ kind: 'aggregate', types: expected.types }];
      return property(types, expected.types, 'relations')
        .flatMap((relations) => expectedAt(types, relations, key))
        .flatMap((target) =>
          target.kind === 'type' && types.partOf(target.type)?.part === 'types'
            ? [{ kind: expected.kind, types: target.type }]
            : [],
        );
    default:
      return expectedInArgs(types, expected, key);
  }
}

function expectedInArgs(
  types: Types,
  { kind, types: of, type }: Expected & { kind: 'args' | 'aggregateArgs' | 'groupArgs' },
  key: string,
): readonly Expected[] {
  switch (key) {
    case 'select':
      return kind === 'args' ? property(types, of, 'select') : [{ kind: 'aggregate', types: of }];
    case 'groupBy':
      return [{ kind: 'group', types: of }];
    case 'orderBy':
      return kind === 'groupArgs' ? [{ kind: 'groupOrder', types: of }] : property(types, of, 'orderBy');
    case 'filter':
      return property(types, of, 'filter');
    case 'data':
      return property(types, of, 'create');
    default:
      return property(types, type, key);
  }
}

/** What a key means where something is expected. */
export function declaredAt(types: Types, expected: Expected, key: string): readonly Declared[] {
  switch (expected.kind) {
    case 'type': {
      const symbol = types.checker.getPropertyOfType(expected.type, key);
      if (symbol === undefined) return [];
      const owner = types.partOf(expected.type);
      const declared = types.declaredBy(symbol);
      // Keys of an order come from a list of names: they have no declaration of their own.
      if (declared.length === 0 && owner?.part === 'order') {
        return [{ kind: 'property', object: owner.object, name: key, part: 'order' }];
      }
      return owner?.part === 'select' ? inPart(declared, 'select') : declared;
    }
    case 'aggregate': {
      const owner = types.partOf(expected.types);
      return owner === undefined
        ? []
        : [{ kind: 'property', object: owner.object, name: key, part: 'aggregate' }];
    }
    case 'group':
    case 'groupOrder':
      return inPart(
        ['entity', 'relations'].flatMap((part) =>
          property(types, expected.types, part).flatMap((of) => declaredAt(types, of, key)),
        ),
        'group',
      );
    default:
      return [];
  }
}

/** Selects and groups are made from records: their keys are declared there. */
export function inPart(declared: readonly Declared[], part: Part): readonly Declared[] {
  return declared.map((one) => (one.kind === 'property' && one.part === 'read' ? { ...one, part } : one));
}
