namespace Slo;

/// <summary>What <see cref="SloIncidentOptions"/> make of an incident. Each text is one line without control characters.</summary>
/// <param name="Category">The kind of incident; null: none is declared.</param>
/// <param name="Queue">Where it is worked on; null: none is declared.</param>
/// <param name="Owner">Who is in charge; null: not known.</param>
/// <param name="FirstResponse">What to do first; null: nothing is declared.</param>
public sealed record SloIncidentRoute(string? Category, string? Queue, string? Owner, string? FirstResponse);
