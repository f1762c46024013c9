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
    let (tool, app) = (Data::new(lti.clone()), Data::from(lti.app.clone()));
    // Each route knows its tool, since an application with several tools has the data of the last one only.
    let ours = |path: &str| {
        let route = web::resource(routed(path));
        route.app_data(lti.clone()).app_data(tool.clone()).app_data(app.clone())
    };
    config
        .app_data(lti.clone())
        .app_data(tool.clone())
        .service(ours(&paths.login).get(login::get).post(login::post))
        .service(ours(&paths.launch).get(launch::get).post(launch::post))
        .service(ours(&paths.keys).get(keys::endpoint::get));
    if let Some(desk) = &lti.app.desk {
        dynamic_registration::mount(config, routed(&paths.register), desk);
    }
}
