import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { People } from './People.js';
import './style.css';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <People />
  </StrictMode>,
);
