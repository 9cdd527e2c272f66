/** What seeded records are made of. All addresses are of domains reserved for examples. */
export const firstNames = [
  'Ada',
  'Alan',
  'Barbara',
  'Chen',
  'Dorothy',
  'Edsger',
  'Fatima',
  'Grace',
  'Hedy',
  'Ivan',
  'Joan',
  'Katherine',
  'Linus',
  'Margaret',
  'Niklaus',
  'Olga',
  'Priya',
  'Radia',
  'Sophie',
  'Tomás',
] as const;

export const lastNames = [
  'Almeida',
  'Borg',
  'Castro',
  'Dubois',
  'Eriksen',
  'Fischer',
  'García',
  'Hopper',
  'Ito',
  'Johnson',
  'Kowalski',
  'Lovelace',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrov',
  'Rossi',
  'Singh',
  'Turing',
  'Wagner',
] as const;

export const companies = [
  'Airtable Works',
  'Bluebird Logistics',
  'Cedar & Co',
  'Delta Instruments',
  'Everest Foods',
  'Fjord Energy',
  'Granite Systems',
  'Harbour Media',
  'Ivory Health',
  'Juniper Bank',
  'Kite Aviation',
  'Lumen Robotics',
  'Meridian Travel',
  'Northwind Traders',
  'Orchard Software',
  'Pinecone Energy',
  'Quarry Mining',
  'Ridge Outdoors',
  'Summit Partners',
  'Tidal Audio',
] as const;

export const subjects = [
  'Quarterly review',
  'Renewal',
  'Kick-off',
  'Pilot project',
  'Price list',
  'Site visit',
  'Follow-up',
  'Roadmap',
  'Onboarding',
  'Security questionnaire',
  'Contract draft',
  'Demo',
  'Budget',
  'Training',
  'Migration plan',
] as const;

export const sentences = [
  'Called back and agreed on the next step.',
  'Wants an offer before the end of the month.',
  'Met at the trade fair; interested in the larger plan.',
  'Asked for references from the same industry.',
  'Decision is with the board.',
  'Prefers to be reached in the morning.',
] as const;

export const jobs = [
  'Account manager',
  'Analyst',
  'Chief executive',
  'Designer',
  'Engineer',
  'Head of sales',
  'Product manager',
] as const;

export const places = [
  { city: 'Paris', postcode: '75002', state: 'Île-de-France', country: 'France', code: 'FR', calling: '+33' },
  {
    city: 'London',
    postcode: 'EC1A 1BB',
    state: 'England',
    country: 'United Kingdom',
    code: 'GB',
    calling: '+44',
  },
  { city: 'Berlin', postcode: '10115', state: 'Berlin', country: 'Germany', code: 'DE', calling: '+49' },
  { city: 'New York', postcode: '10001', state: 'NY', country: 'United States', code: 'US', calling: '+1' },
  { city: 'Tokyo', postcode: '100-0001', state: 'Tokyo', country: 'Japan', code: 'JP', calling: '+81' },
] as const;

export const streets = [
  '12 Market Street',
  '4 Rue de la Paix',
  '88 Harbour Road',
  '1 Station Square',
] as const;

export const currencies = ['EUR', 'USD', 'GBP'] as const;

export const tags = ['vip', 'partner', 'newsletter', 'trial', 'renewal'] as const;
