namespace Slo.AspNetCore.Api;

/// <summary>JSON: the requests of a route that fed no objective.</summary>
/// <param name="Method">The method; null: any.</param>
/// <param name="Route">The pattern, <c>(no endpoint)</c>, or <c>(other)</c>.</param>
/// <param name="Requests">How many.</param>
/// <param name="Errors">How many of them the server failed.</param>
internal sealed record UncoveredRouteDocument(string? Method, string Route, long Requests, long Errors);
