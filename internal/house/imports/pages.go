package imports
