import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { People } from './People.js';
import './style.css';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');

// The generated client tries again by itself, where that is safe.
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <People />
    </QueryClientProvider>
  </StrictMode>,
);
