namespace Slo;

/// <summary>The routing of an incident, derived by <see cref="SloIncidentOptions"/>. Each text is one line without control
/// characters.</summary>
/// <param name="Category">The category; null: none is declared.</param>
/// <param name="Queue">The queue in which the incident is worked on; null: none is declared.</param>
/// <param name="Owner">The person or team in charge; null: not known.</param>
/// <param name="FirstResponse">What to do first; null: none is declared.</param>
public sealed record SloIncidentRoute(string? Category, string? Queue, string? Owner, string? FirstResponse);
