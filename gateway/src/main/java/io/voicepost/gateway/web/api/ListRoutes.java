package io.voicepost.gateway.web.api;

import io.voicepost.gateway.microblog.ListCommands;
import io.voicepost.gateway.microblog.RefusedException;
import io.voicepost.gateway.web.api.entity.EntityMapper;
import io.voicepost.gateway.web.api.entity.ListEntity;
import io.voicepost.gateway.web.http.ApiException;
import io.voicepost.gateway.web.http.ApiRequest;
import io.voicepost.gateway.web.http.ApiResponse;
import io.voicepost.gateway.web.http.Paging;
import io.voicepost.gateway.web.http.Route;
import io.voicepost.gateway.web.http.RouteAccess;
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

  private final EntityMapper mapper;
  private final ListCommands listCommands;

  ListRoutes(EntityMapper mapper) {
    this.mapper = mapper;
    this.listCommands = mapper.microblog().listCommands();
  }

  List<Route> routes() {
    var read = RouteAccess.member("read:lists");
    var write = RouteAccess.member("write:lists");
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
    return listCommands.one(request.member(), new ListId(request.id("id")));
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

  private ApiResponse all(ApiRequest request) throws IOException {
    return ApiResponse.ok(listCommands.of(request.member()).stream().map(ListEntity::of).toList());
  }

  private ApiResponse create(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    return ApiResponse.ok(ListEntity.of(listCommands.create(request.member(), title(request))));
  }

  private ApiResponse show(ApiRequest request) throws ApiException, RefusedException, IOException {
    return ApiResponse.ok(ListEntity.of(own(request)));
  }

  private ApiResponse rename(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var list = own(request);
    var renamed = listCommands.store().rename(request.member(), list.id(), title(request));
    return ApiResponse.ok(ListEntity.of(renamed.orElseThrow(ApiException::notFound)));
  }

  private ApiResponse delete(ApiRequest request) throws ApiException, IOException {
    if (!listCommands.delete(request.member(), new ListId(request.id("id")))) {
      throw ApiException.notFound();
    }
    return ApiResponse.empty();
  }

  private ApiResponse members(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    var paging = Paging.of(request, 40, 80);
    return mapper.page(paging, listCommands.store().members(own(request).id(), paging.page()));
  }

  private ApiResponse add(ApiRequest request) throws ApiException, RefusedException, IOException {
    listCommands.add(request.member(), own(request).id(), accounts(request));
    return ApiResponse.empty();
  }

  private ApiResponse remove(ApiRequest request)
      throws ApiException, RefusedException, IOException {
    listCommands.remove(request.member(), own(request).id(), accounts(request));
    return ApiResponse.empty();
  }
}
