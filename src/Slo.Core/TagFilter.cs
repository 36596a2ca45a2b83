namespace Slo;

/// <summary>A condition on one tag of a measurement.</summary>
/// <param name="Key">The tag's key, for example <c>error.type</c>.</param>
/// <param name="Pattern"> The pattern of the value: a text, a prefix with a star (<c>api.*</c>), or a star with the end of the text
/// (<c>*Exception</c>); <c>*</c>: any value; <c>5xx</c>: a status code of this class; with an exclamation mark in front: present, but not
/// that. Texts compare exactly; numbers and booleans by their invariant text. </param>
public readonly record struct TagFilter(string Key, string Pattern);
