namespace Canary;

/// <summary>A program that the sample needs is not installed.</summary>
internal sealed class MissingProgramException(string message) : Exception(message);
