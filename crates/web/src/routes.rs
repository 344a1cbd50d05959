//! The URL table: every page of Nuncio, folder by folder. What a page is called is where its file is.

use crate::{
    App, applications, apply, asked, assets, attendance, audit, calendar, campaigns, carry_on, channels, charter,
    decisions, demonstration, ending, errands, feeds, groups, guard, holds, home, media, meetings, members, minutes,
    people_we_name, posts, reports, requests, seats, setup, sign_in, status, stay, templates, unsubscribe, you,
};
use axum::{Router, http::StatusCode, middleware};

/// All pages, inside all guards.
pub fn all(app: App) -> Router {
    let of_a_group = Router::new()
        .merge(home::routes()) //         /g/{group}
        .merge(calendar::routes()) //     /g/{group}/calendar
        .merge(posts::routes()) //        /g/{group}/posts/…
        .merge(templates::routes()) //    /g/{group}/templates/…
        .merge(media::routes()) //        /g/{group}/media/…
        .merge(people_we_name::routes()) // /g/{group}/people-we-name/…
        .merge(channels::routes()) //     /g/{group}/channels/…, /connect/{network}
        .merge(charter::routes()) //      /g/{group}/charter
        .merge(audit::routes()) //        /g/{group}/audit
        .merge(requests::routes()) //     /g/{group}/requests/…
        .merge(campaigns::routes()) //    /g/{group}/campaigns/…
        .merge(decisions::routes()) //    /g/{group}/decisions/…
        .merge(reports::routes()) //      /g/{group}/reports/…
        .merge(meetings::routes()) //     /g/{group}/meetings/…
        .merge(attendance::routes()) //   /g/{group}/attendance/…
        .merge(members::routes()) //      /g/{group}/members
        .merge(ending::routes()) //       /g/{group}/ending
        .merge(errands::routes()) //      /g/{group}/errands/…
        .merge(holds::routes()) //        /g/{group}/holds/…
        .merge(applications::routes()); // /g/{group}/applications/…
    let of_strangers = Router::new()
        .merge(sign_in::routes()) //      /sign-in, /sign-in/{token}, /sign-out, /join/{token}, /recover/…, /prove
        .merge(stay::routes()) //         /stay
        .merge(carry_on::routes()) //     /carry-on
        .merge(apply::routes()) //        /apply/{group}/…
        .merge(minutes::routes()) //      /minutes/{group}/{meeting}
        .merge(feeds::routes()) //        /calendars/{secret}/meetings.ics
        .merge(unsubscribe::routes()) //  /unsubscribe/{person}/{signed}
        .merge(asked::routes()) //        /asked/{group}/{link}
        .merge(channels::public_routes()) // /oauth/client-metadata.json
        .merge(decisions::public_routes()) // /g/{group}/record/…
        .merge(reports::public_routes()) // /g/{group}/record/reports/…
        .layer(middleware::from_fn_with_state(app.clone(), sign_in::limit));
    let of_everybody = Router::new()
        .merge(groups::routes()) //       /
        .merge(seats::routes()) //        /seats/…
        .merge(you::routes()) //          /you
        .merge(setup::routes()) //        /setup/…
        .merge(status::routes()) //       /status
        .merge(demonstration::routes()); // /demonstration, where the installation is one
    // Named, so that what is nowhere passes the guards too: a default would be the assets' after the merge below.
    let nowhere = async || StatusCode::NOT_FOUND;
    let pages = of_a_group.merge(of_everybody).merge(of_strangers).fallback(nowhere);
    let pages = carry_on::keeping_what_was_typed(pages, &app);
    let pages = guard::around(pages, &app.gate);
    let from_anywhere = guard::around_what_comes_from_anywhere(unsubscribe::from_anywhere(), &app.gate);
    pages.merge(from_anywhere).merge(assets::routes()).with_state(app)
}
