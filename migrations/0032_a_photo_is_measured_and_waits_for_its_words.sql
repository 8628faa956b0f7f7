-- How light and how sharp a photo is, measured once when it is developed; advice follows from it, never a refusal.
create table photo_look (
    picture_id text   not null primary key,
    light      bigint not null,    -- mean brightness, 0 black to 255 white
    sharpness  bigint not null,    -- variance of the Laplacian, 640 pixels wide
    constraint photo_look_picture_known foreign key (picture_id) references picture (id),
    constraint photo_look_light_plausible check (light between 0 and 255),
    constraint photo_look_sharpness_not_negative check (sharpness >= 0)
);

-- A photo that a maker has put up of her good. Buyers see it once somebody has said in both languages what it shows.
create table own_photo (
    product_id  text   not null primary key,
    picture_id  text   not null,
    added_by    text   not null,
    added_at_ms bigint not null,
    constraint own_photo_product_known foreign key (product_id) references product (id),
    constraint own_photo_picture_known foreign key (picture_id) references picture (id),
    constraint own_photo_adder_known foreign key (added_by) references person (id)
);
