using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Slo.Testing;

/// <summary>Types, parameters and values as one writes them in C#.</summary>
internal static class CSharpNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
    };

    internal static string Of(Type type) => type switch
    {
        _ when Keywords.TryGetValue(type, out var keyword) => keyword,
        { IsArray: true } => Of(type.GetElementType()!) + "[]",
        { IsByRef: true } => Of(type.GetElementType()!),
        _ when Nullable.GetUnderlyingType(type) is { } inner => Of(inner) + "?",
        { IsGenericType: true } => Generic(type, type.GetGenericArguments().Select(Of)),
        { IsNested: true, IsGenericParameter: false } => $"{Of(type.DeclaringType!)}.{type.Name}",
        _ => type.Name,
    };

    internal static string Of(NullabilityInfo nullability)
    {
        Type type = nullability.Type.IsByRef ? nullability.Type.GetElementType()! : nullability.Type;
        var mark = !type.IsValueType && nullability.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray && nullability.ElementType is { } element)
        {
            return Of(element) + "[]" + mark;
        }

        return type.IsGenericType && Nullable.GetUnderlyingType(type) is null && nullability.GenericTypeArguments.Length > 0
            ? Generic(type, nullability.GenericTypeArguments.Select(Of)) + mark
            : Of(type) + mark;
    }

    internal static string Parameters(MethodBase method)
    {
        var extends = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        return extends + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    internal static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Parameter(ParameterInfo parameter)
    {
        var direction = parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "";
        var value = !parameter.HasDefaultValue ? ""
            : parameter.ParameterType.IsEnum ? $" = {parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!)}"
            : $" = {(parameter.DefaultValue is null && !parameter.ParameterType.IsValueType ? "null" : Literal(parameter.DefaultValue))}";
        return $"{direction}{Of(new NullabilityInfoContext().Create(parameter))} {parameter.Name}{value}";
    }

    private static string Generic(Type type, IEnumerable<string> arguments) =>
        type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
            ? $"({string.Join(", ", arguments)})"
            : $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>";
}
