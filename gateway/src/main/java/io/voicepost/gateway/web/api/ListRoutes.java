package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.Listing;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.storage.AccountId;
import io.voicepost.storage.AccountList;
import io.voicepost.storage.ListId;
import java.io.IOException;
import java.util.List;

/// Lists of accounts (docs, "lists API methods").
final class ListRoutes {
  private static final String LISTS = "/api/v1/lists";
  private static final String LIST = LISTS + "/{id}";
  private static final int MOST_AT_ONCE = 200;

  private final Entities entities;
  private final Listing listing;

  ListRoutes(Entities entities) {
    this.entities = entities;
    this.listing = entities.microblog().listing();
  }

  List<Route> routes() {
    var read = Who.member("read:lists");
    var write = Who.member("write:lists");
    return List.of(
        Route.get(LISTS, read, this::all),
        Route.post(LISTS, write, this::create),
        Route.get(LIST, read, this::show),
        Route.put(LIST, write, this::rename),
        Route.delete(LIST, write, this::delete),
        Route.get(LIST + "/accounts", read, this::members),
        Route.post(LIST + "/accounts", write, this::add),
        Route.delete(LIST + "/accounts", write, this::remove));
  }

  private AccountList own(ApiRequest request) throws ApiException, RefusedException, IOException {
    return listing.one(request.member(), new ListId(request.id("id")));
  }

  private static String title(ApiRequest request) throws ApiException {
    var title = request.params().required("title").strip();
    ApiException.valid(() -> new AccountList(new ListId(1), request.member(), title));
    return title;
  }

  private static List<AccountId> accounts(ApiRequest request) {
    return request.params().ids("account_ids").stream()
        .limit(MOST_AT_ONCE)
        .map(AccountId::new)
        .toList();
  }

  private Reply all(ApiRequest request) throws IOException {
    return Reply.ok(listing.of(request.member()).stream().map(ListEntity::of).toList());
  }

  private Reply create(ApiRequest request) throws ApiException, RefusedException, IOException {
    return Reply.ok(ListEntity.of(listing.create(request.member(), title(request))));
  }

  private Reply show(ApiRequest request) throws ApiException, RefusedException, IOException {
    return Reply.ok(ListEntity.of(own(request)));
  }

  private Reply rename(ApiRequest request) throws ApiException, RefusedException, IOException {
    var list = own(request);
    var renamed = listing.store().rename(request.member(), list.id(), title(request));
    return Reply.ok(ListEntity.of(renamed.orElseThrow(ApiException::notFound)));
  }

  private Reply delete(ApiRequest request) throws ApiException, IOException {
    if (!listing.delete(request.member(), new ListId(request.id("id")))) {
      throw ApiException.notFound();
    }
    return Reply.empty();
  }

  private Reply members(ApiRequest request) throws ApiException, RefusedException, IOException {
    var paging = Paging.of(request, 40, 80);
    return entities.page(paging, listing.store().members(own(request).id(), paging.page()));
  }

  private Reply add(ApiRequest request) throws ApiException, RefusedException, IOException {
    listing.add(request.member(), own(request).id(), accounts(request));
    return Reply.empty();
  }

  private Reply remove(ApiRequest request) throws ApiException, RefusedException, IOException {
    listing.remove(request.member(), own(request).id(), accounts(request));
    return Reply.empty();
  }
}
