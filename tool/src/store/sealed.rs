//! Values on their way into a store and back.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::secret::Seal;
use crate::store::StoreError;

/// Something to keep, as a store sees it: not to be looked into.
///
/// A store in memory clones it, which costs next to nothing. Any other store writes [`Sealed::bytes`], encrypted so that it
/// can be neither changed nor moved to another place, and gives [`Sealed::from_bytes`] back.
#[derive(Clone)]
pub struct Sealed(Form);

#[derive(Clone)]
enum Form {
    /// Still what it was; nobody has paid for writing it down.
    Live(Arc<dyn Live>),
    Bytes(Arc<[u8]>),
}

trait Live: Send + Sync {
    fn value(&self) -> Arc<dyn Any + Send + Sync>;
    fn bytes(&self) -> Result<Vec<u8>, StoreError>;
}

/// A value, and how to write it down when somebody wants to.
struct Kept<T> {
    value: Arc<T>,
    place: String,
    seal: Arc<Seal>,
}

impl<T: Serialize + Send + Sync + 'static> Live for Kept<T> {
    fn value(&self) -> Arc<dyn Any + Send + Sync> {
        Arc::clone(&self.value) as Arc<dyn Any + Send + Sync>
    }

    fn bytes(&self) -> Result<Vec<u8>, StoreError> {
        let text = serde_json::to_vec(&*self.value).map_err(|error| unreadable(&self.place, error))?;
        self.seal.seal(&self.place, text).map_err(|_| unreadable(&self.place, "it cannot be encrypted"))
    }
}

impl Sealed {
    pub(crate) fn new<T>(value: Arc<T>, place: String, seal: &Arc<Seal>) -> Self
    where
        T: Serialize + Send + Sync + 'static,
    {
        Self(Form::Live(Arc::new(Kept { value, place, seal: Arc::clone(seal) })))
    }

    /// What [`Sealed::bytes`] gave, when the store was asked to keep it.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self(Form::Bytes(bytes.into()))
    }

    /// The value, encrypted, to be written down.
    pub fn bytes(&self) -> Result<Vec<u8>, StoreError> {
        match &self.0 {
            Form::Live(live) => live.bytes(),
            Form::Bytes(bytes) => Ok(bytes.to_vec()),
        }
    }

    pub(crate) fn open<T>(&self, place: &str, seal: &Seal) -> Result<Arc<T>, StoreError>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        match &self.0 {
            Form::Live(live) => live.value().downcast().map_err(|_| {
                let expected = std::any::type_name::<T>();
                unreadable(place, format!("it is no {expected}"))
            }),
            Form::Bytes(bytes) => {
                let text = seal.open(place, bytes).map_err(|_| {
                    unreadable(
                        place,
                        "it was changed, or encrypted with another secret key or for another place",
                    )
                })?;
                serde_json::from_slice(&text).map(Arc::new).map_err(|error| unreadable(place, error))
            }
        }
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}

fn unreadable(place: &str, why: impl ToString) -> StoreError {
    StoreError::Unreadable { place: place.to_owned(), why: why.to_string() }
}
