mod imports;
mod licences;
