//! Every address of the kit, in the paths that it was given.
//!
//! | address | method | what |
//! |---|---|---|
//! | `/login` | GET, POST | login initiation |
//! | `/launch` | POST | redirect URI; GET is refused with a page |
//! | `/keys` | GET | our key set |
//! | `/register` and below | GET, POST | dynamic registration, if it is on |

use actix_web::web::{self, Data, ServiceConfig};

use crate::lti::LtiTool;
use crate::paths::routed;
use crate::{dynamic_registration, keys, launch, login};

pub(crate) fn configure(config: &mut ServiceConfig, lti: &LtiTool) {
    let paths = &lti.app.paths;
    config
        .app_data(lti.clone())
        .app_data(Data::new(lti.clone()))
        .app_data(Data::from(lti.app.clone()))
        .service(web::resource(routed(&paths.login)).get(login::get).post(login::post))
        .service(web::resource(routed(&paths.launch)).get(launch::get).post(launch::post))
        .service(web::resource(routed(&paths.keys)).get(keys::endpoint::get));
    if let Some(desk) = &lti.app.desk {
        dynamic_registration::mount(config, routed(&paths.register), desk);
    }
}
