import { createClient, people } from '../../golden/demo/index.js';
import { createTwenty } from '../../golden/demo/twenty.js';

const client = createClient();
const twenty = createTwenty();

export async function main(): Promise<void> {
  // A misspelt field: alone, and beside a right one.
  await people.findMany(client, {
    select: {
      nope: true, // error: nope
    },
  });
  await people.findMany(client, {
    select: {
      id: true,
      nope: true, // error: nope
      city: true,
    },
  });

  // At each level of to-one relations.
  await people.findMany(client, {
    select: {
      id: true,
      company: {
        name: true,
        nope1: true, // error: nope1
      },
    },
  });
  await people.findMany(client, {
    select: {
      id: true,
      company: {
        name: true,
        accountOwner: {
          locale: true,
          nope2: true, // error: nope2
        },
      },
    },
  });
  await people.findMany(client, {
    select: {
      company: {
        accountOwner: {
          nope3: true, // error: nope3
        },
      },
    },
  });

  // In the select of a to-many relation, at each level.
  await people.findMany(client, {
    select: {
      id: true,
      noteTargets: {
        select: {
          id: true,
          nope4: true, // error: nope4
        },
      },
    },
  });
  await people.findMany(client, {
    select: {
      noteTargets: {
        select: {
          note: {
            title: true,
            nope5: true, // error: nope5
          },
        },
      },
    },
  });
  await people.findMany(client, {
    select: {
      company: {
        people: {
          select: {
            pointOfContactForOpportunities: {
              select: {
                stage: true,
                nope6: true, // error: nope6
              },
            },
          },
        },
      },
    },
  });

  // An argument of a to-many relation.
  await people.findMany(client, {
    select: {
      noteTargets: {
        firts: 5, // error: firts
        select: { id: true },
      },
    },
  });
  await people.findMany(client, {
    select: {
      noteTargets: {
        first: '5', // error: 'string' is not assignable to type 'number'
        select: { id: true },
      },
    },
  });
  await people.findMany(client, {
    select: {
      noteTargets: {
        filter: {
          nope7: { eq: 'x' }, // error: nope7
        },
        select: { id: true },
      },
    },
  });

  // Not true: nothing is deselected.
  await people.findMany(client, {
    select: {
      id: true,
      city: false, // error: 'false' is not assignable to type 'true'
    },
  });
  await people.findMany(client, {
    select: {
      company: true, // error: 'true'
    },
  });
  await people.findMany(client, {
    select: {
      noteTargets: { id: true }, // error: id
    },
  });

  // A misspelt argument.
  await people.findMany(client, {
    slect: { id: true }, // error: slect
  });

  // In every other function that takes one.
  await people.findOne(client, {
    id: 'x',
    select: {
      id: true,
      nope8: true, // error: nope8
    },
  });
  await people.findOneOrThrow(client, {
    id: 'x',
    select: {
      id: true,
      nope9: true, // error: nope9
    },
  });
  const args = { select: { id: true, nope10: true } } as const;
  await people.createOne(client, {}, args); // error: nope10
  await people.createMany(client, [], args); // error: nope10
  await people.updateOne(client, 'x', {}, args); // error: nope10
  await people.updateMany(client, {}, {}, args); // error: nope10
  await people.deleteOne(client, 'x', args); // error: nope10
  await people.destroyMany(client, {}, args); // error: nope10

  // Held in a constant with a key too many.
  const select = { id: true, nope11: true } as const;
  await people.findMany(client, { select }); // error: nope11
  const deep = { id: true, company: { name: true, nope12: true } } as const;
  await people.findMany(client, { select: deep }); // error: nope12

  // As methods.
  await twenty.people.findMany({
    select: {
      id: true,
      company: {
        name: true,
        nope13: true, // error: nope13
      },
    },
  });
  await twenty.people.findOne({
    id: 'x',
    select: {
      id: true,
      nope14: true, // error: nope14
    },
  });
}
