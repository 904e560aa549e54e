import "../app.css";
import { renderPage } from "../shell/render-page.tsx";
import { AdminPage } from "./admin-page.tsx";

renderPage(<AdminPage />);
