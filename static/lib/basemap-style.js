/* The colours of the base map: calm, because the map is the stage and the pins are the actors. */
export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

const LIGHT = {
  paper: "#f6f4ee", water: "#c6dae3", shore: "#b3cbd6", stream: "#b7d0db",
  forest: "#d5e1c8", park: "#dce8cf", grass: "#e4ecd6", meadow: "#e9eedb", farmland: "#f4f2e9", heath: "#e7e6d3",
  wetland: "#dde8df", beach: "#f4ebd0", sports: "#d6e6cd", cemetery: "#dbe5d1", allotment: "#e2e9d2",
  residential: "#eeebe4", centre: "#ebe6dd", industrial: "#e9e7e4", civic: "#f1ebdf", paved: "#ece9e3",
  building: "#e4ddd2", buildingEdge: "#d3cabc", public: "#dccfbd", publicEdge: "#c6b69f",
  motorway: "#f2d3a0", motorwayEdge: "#d2a96b", primary: "#fbe8c3", primaryEdge: "#d9bf8d",
  secondary: "#fff8e8", secondaryEdge: "#d9cfb9", street: "#ffffff", streetEdge: "#d9d4c9",
  motorwayThin: "#d2a96b", primaryThin: "#d9bf8d", secondaryThin: "#d0c7b3", streetThin: "#d3cec4",
  path: "#b3a48c", cycleway: "#7f9db0", rail: "#a5a1a0", ferry: "#86a9ba", border: "#8f7f9b",
  text: "#333b41", soft: "#5c666d", road: "#5a5f60", halo: "#fbfaf6", waterText: "#3d6c84", waterHalo: "#dbe7ed",
  greenText: "#4a6b3f",
};

const DARK = {
  paper: "#20272b", water: "#143645", shore: "#20485a", stream: "#1c4252",
  forest: "#22382f", park: "#253d32", grass: "#243530", meadow: "#23312d", farmland: "#222a2d", heath: "#2a302b",
  wetland: "#203735", beach: "#3a382e", sports: "#274136", cemetery: "#253a31", allotment: "#283a31",
  residential: "#282f34", centre: "#2c3439", industrial: "#2a3036", civic: "#32342f", paved: "#30383d",
  building: "#353f45", buildingEdge: "#444f56", public: "#474a46", publicEdge: "#5a5d58",
  motorway: "#8a744c", motorwayEdge: "#161b1e", primary: "#6d644f", primaryEdge: "#161b1e",
  secondary: "#575b5b", secondaryEdge: "#161b1e", street: "#454f55", streetEdge: "#1a2023",
  motorwayThin: "#8a744c", primaryThin: "#6d644f", secondaryThin: "#575b5b", streetThin: "#3b454b",
  path: "#6b6e62", cycleway: "#557487", rail: "#666d72", ferry: "#46778d", border: "#95869f",
  text: "#e1e6e9", soft: "#aeb8be", road: "#b6bec3", halo: "#1a2023", waterText: "#86b9d0", waterHalo: "#112c39",
  greenText: "#9bbd92",
};

export const colours = (dark) => (dark ? DARK : LIGHT);

/** Which colour an area has, by its kind; what is not named here is left as paper. */
export const GROUND = {
  farmland: "farmland", meadow: "meadow", heath: "heath", wetland: "wetland", beach: "beach", rock: "paved",
  residential: "residential", centre: "centre", commercial: "centre", industrial: "industrial", railway: "paved",
  harbour: "industrial", school: "civic", hospital: "civic", square: "paved", parking: "paved",
  forest: "forest", park: "park", grass: "grass", cemetery: "cemetery", allotment: "allotment", allotments: "allotment",
  sports: "sports", pitch: "sports", playground: "sports",
};
export const PUBLIC_BUILDINGS = new Set(["public", "church", "school", "hospital", "university", "townhall", "civic"]);
export const SEAS = new Set(["sea", "fjord", "bay", "ocean", "harbour"]);
